# What zhucan doctor says: one fact a line, to be read out over the telephone.
doctor-program = Zhucan { $version } with SQLite { $sqlite }, data schema { $schema }, on { $system }
doctor-mend = To mend: { $what }
doctor-well = All is well
doctor-mend-all = { $count ->
    [one] One thing needs mending: { $what }
   *[other] { $count } things need mending: { $what }
 }
doctor-of-folders = the folders
doctor-of-settings = the settings
doctor-of-site = the office's own policy folder
doctor-of-terminal = the window
doctor-of-database = the database
doctor-of-speech = speech
doctor-no-home = no home folder was found; set HOME, or set ZHUCAN_DATA to a folder
doctor-folder-data = Data folder
doctor-folder-outbox = Folder for your files
doctor-open = { $what }: { $path }, in order
doctor-to-be-made = { $what }: { $path }, not there yet, made when needed
doctor-no-room = { $what }: { $path } is not there and cannot be made; check the permissions of the folder above
doctor-closed = { $what }: { $path } cannot be read; check its permissions
doctor-read-only = { $what }: { $path } cannot be written; check its permissions
doctor-settings-none = Settings: none yet, asked for at the first start
doctor-settings-well = Settings: { $path }, in order
doctor-settings-no-room = Settings: { $path } cannot be made; check the permissions of the folder above
doctor-settings-closed = Settings: { $path } cannot be read; check its permissions
doctor-settings-damaged = Settings: { $path } is damaged; delete it, and the program asks again
doctor-settings-read-only = Settings: { $path } cannot be changed; check the permissions of its folder
doctor-site-none = The office's own policy folder: there is none, what ships is used
doctor-site-well = The office's own policy folder: { $path }, in order
doctor-site-faults = The office's own policy folder: { $path } has { $count ->
    [one] one fault
   *[other] { $count } faults
 }; run zhucan policy validate
doctor-language = Language: English, { $why }
doctor-why-flag = as the option says
doctor-why-saved = as chosen in the settings
doctor-why-locale = as the locale says
doctor-why-nothing = as nothing says otherwise
doctor-locale = Locale: { $name } is { $value }
doctor-locale-plain = Locale: { $name } is { $value }, without UTF-8; if characters look wrong, set it to zh_CN.UTF-8
doctor-locale-none = Locale: none is set
doctor-term = Kind of terminal: { $term }
doctor-term-none = Kind of terminal: TERM is not set
doctor-no-terminal = Window: none, because input or output is not a terminal
doctor-size = Window: { $columns } columns, { $rows } rows
doctor-size-small = Window: { $columns } columns, { $rows } rows, too small; make it 40 columns by 12 rows
doctor-way = Way: { $far }, { $inside }
doctor-ssh = over SSH
doctor-no-ssh = not over SSH
doctor-inside = inside { $name }
doctor-inside-nothing = no multiplexer
doctor-mode = Mode: { $mode }
doctor-database-none = Database: none yet, made at the first start
doctor-database-well = Database: in order, { $cases ->
    [one] one application
   *[other] { $cases } applications
 }, { $persons ->
    [one] one resident
   *[other] { $persons } residents
 }, { $users } staff, { $size } kilobytes
doctor-database-old = Database: in order, from an older version, brought up to date at the next start; { $cases ->
    [one] one application
   *[other] { $cases } applications
 }, { $persons ->
    [one] one resident
   *[other] { $persons } residents
 }, { $users } staff, { $size } kilobytes
doctor-database-read-only = Database: it can be read and not be written; check the permissions of the file. { $cases ->
    [one] One application
   *[other] { $cases } applications
 }, { $persons ->
    [one] one resident
   *[other] { $persons } residents
 }, { $users } staff, { $size } kilobytes
doctor-database-closed = Database: it cannot be read; check the permissions of the file
doctor-database-damaged = Database: it is damaged; keep the file, and put a backup in its place
doctor-database-foreign = Database: the file belongs to another program; move it away, or restore a backup
doctor-database-newer = Database: a newer version of the program made it; update this program
doctor-database-locked = Database: another program is writing to it and does not stop; end that program
doctor-database-left-open = Database: it was not closed in order; start the program once, that puts it right
doctor-helper = { $name }: installed, { $use }
doctor-helper-none = { $name }: not installed; only needed { $use }
doctor-for-sound = for sound files
doctor-for-braille = for braille files
doctor-for-speech = for the program's own voice
doctor-speech-on = Own voice: on, { $why }
doctor-speech-off = Own voice: off{ $why }
doctor-address = Speech address: SPEECHD_ADDRESS is set
doctor-address-none = Speech address: SPEECHD_ADDRESS is not set
doctor-answers = Speech service: answers at { $place }
doctor-silent = Speech service: no answer at { $place }
doctor-no-place = Speech service: its address cannot be understood
doctor-network = a network address
# Long work.
progress-begun = { $work }, one moment
progress-quarter = { $work }: { $percent } percent done
progress-done = { $work }: finished
work-screen = Screening
work-sample = Preparing the sample office
work-import = Taking in the file
work-attach = Copying the file
work-list = Gathering the applications
work-simulate = Reckoning the applications
work-open = Opening the database
work-take = Making the file
work-look = Looking at the database
