# Rates, the document, definitions and open points; duties and targets.

browse-owed = Duties and targets
    .help = What authorities have to do, by when, and how far it is
browse-document = The document and its rates
    .help = What it says, how open points are settled, what is paid

# Which day
title-as-of = { $title }, as of { $day }
day-label = Day
    .help = Year, month, day, such as 2013-06-01; empty means today
day-today = Today
    .help = Back to the rules of today
day-shown = Done, the rules of { $day } are shown now
day-too-early = Done, as of { $day }. The document was not in force yet: it holds from { $begins }, so the catalogue is empty
day-today-again = Done, the rules of today are shown

# The document
document-title = The document
document-about = What this document is
    .help = Title, number, who issued it, since when it holds
document-parts = Its seven sections
    .help = What each section is about, and its articles
document-references = Rules it names
    .help = Thirteen laws, measures and opinions of others
document-repealed = Rules it repeals
    .help = Two that no longer hold since it does
document-words = Words it does not define
    .help = Severe, poor and others: what they mean here now
document-points = Points it leaves open
    .help = What the text does not say, and how it is handled now
document-rates = Rates
    .help = How much is paid, since when, and who signed
document-day = Rules of which day
    .help = Look at another day, such as one in 2013
document-part = articles { $first } to { $last }
    .help = Opens what the catalogue has of this section
document-reference = Rule
    .help = Its full title, number and what it is used for
document-word = Word
    .help = Since when, why, and confirmed or not
document-point = Point
    .help = How it is handled, why, and confirmed or not
document-full-title = Title: { $title }
document-number = Number: { $number }
document-no-number = The text gives no number for it
document-issuer = Issued by: { $issuer }
document-signed = Signed on { $signed }, printed on { $printed }
document-in-force = In force from { $day }
document-named-in = Named in: { $places }
document-used-in = Used in: { $places }
document-used-everywhere = Used in more than one article
document-outside-articles = the opening or the end
settled-since = It is taken so since { $day }
settled-source = Note: { $source }
settled-confirmed = The district has confirmed it
settled-not-confirmed = The district has not confirmed it yet
word-not-yet = not settled for this day
word-other = From { $day }: { $words }
point-settled = Handled now: { $how }
point-not-yet = It was not settled yet on this day
point-word = The text says: { $words }
point-way = A way to settle it: { $how }
point-other = Another way to settle it: { $how }

# Rates
rates-waiting = Proposals to be signed
    .help = The Federation and the Finance Bureau both have to sign
rates-none-waiting = No proposals to be signed
rates-code = Devices and works by code
    .help = Type a code or name; hear its standard or propose one
rates-code-label = Code or name
    .help = Such as ad-074 or white cane; Enter looks for it
rates-row = Rate
    .help = Since when, by which document, and who signed
rate-not-set = not set
rate-not-set-yet = No rate is set for this day, so no sum can be worked out
rate-set-by-district = The district Federation and Finance Bureau set it together; ask at 12385
rate-set-by-city = The city of Beijing publishes it
rate-listed = The district has set none; the catalogue lists { $yuan } yuan, { $basis }
rate-from = from { $from }
rate-from-to = from { $from } to { $to }
rate-holds = { $value }, { $days }
rate-published = Published by the city, and checked
rate-published-unchecked = Published by the city, not checked yet
rate-signed = Signed for the Federation by { $federation }, for Finance by { $finance }
rate-waits-for-both = Not in force: the Federation and Finance still have to sign
rate-waits-for-finance = Not in force: { $name } signed for the Federation, Finance still has to sign
rate-waits-for-federation = Not in force: { $name } signed for Finance, the Federation still has to sign
rate-waits = { $value }, to be signed
rate-proposal = Proposal
rate-proposed-value = { $value }, { $days }, to be signed
rate-dated = All dated values
    .help = One row for each time it held, the oldest first
rate-dated-title = { $name }, all dated values
rate-propose = Propose a new value
    .help = One question at a time; it counts when both have signed
rate-simulate = Try it out first
    .help = How open applications would change; nothing is changed
rate-sign-federation = Sign for the Federation
    .help = Puts your name to it; a signature cannot be taken back
rate-sign-finance = Sign for the Finance Bureau
    .help = Puts your name to it; a signature cannot be taken back
rate-withdraw = Take this proposal back
    .help = Possible until both have signed; later propose anew
rate-device-standard = the standard of the device
rate-proposed = Proposed. It counts when both have signed; you can try it out first
rate-signed-in-force = Signed. Both have signed, and it counts { $days }
rate-signed-waits = Signed. { $standing }
rate-withdrawn = Taken back; this proposal no longer counts

propose-yuan = Yuan
    .help = Only the number, such as 400 or 400.50
propose-share = Share
    .help = In percent, such as 20%; 0.2 will do too
propose-from = First day
    .help = Year, month, day, such as 2027-01-01
propose-to = Last day
    .help = The last day it holds, or choose no last day below
propose-no-end = No last day
    .help = It holds until a new value begins
propose-source = Source document
    .help = The title and number of the document
propose-now = All right, propose now
    .help = The Federation and the Finance Bureau sign after that
propose-note = It counts when the Federation and the Finance Bureau have signed
fault-rate-value = Wrong value
    .yuan = a number such as 400
    .share = 0 to 100%, such as 20%

# Trying out
simulated-title = Tried out: { $name }
simulated-none = No change: no open application uses this rate
simulated-same = No change: { $touched ->
    [one] the 1 open application it is about stays
   *[other] the { $touched } open applications it is about stay
} the same
simulated-changed = { $touched ->
    [one] 1 open application uses it
   *[other] { $touched } open applications use it
}, { $changed } would change
simulated-totals = Subsidies of those that change: { $now } now, { $then } then
simulated-missing = Some cannot be worked out; these are not set: { $rates }
simulated-case = { $receipt }: { $now } now, { $then } then
simulated-unknown = not known

# Refused
not-your-role = Not done: your role does not do this. Please ask a colleague whose role does
rate-gone = This proposal is gone, perhaps taken back. Please go back and look again
rate-in-force = It is in force already; to change it, propose a new value
rate-of-city = Not proposed: the city publishes this figure, the district does not set it
rate-side-has-signed = Not signed again: your side has signed. The other side has to sign now
rate-same-person = Not signed: one person cannot sign for both sides. Please ask a colleague
rate-unknown = Not proposed: there is no such rate. Please choose from the list
rate-wrong-value = Not proposed: this is no value of the rate. Please check the number

# Duties and targets
owed-title = Duties and targets
owed-overdue-list = Overdue
    .help = Past their time with no record of being done, oldest first
owed-targets = Targets
    .help = What is to be reached, and by when
owed-duties = Duties by article
    .help = What authorities have to do, article by article
owed-article = Article
    .help = The duties in this article
owed-late = overdue by { $since }
ago-years = { $years ->
    [one] 1 year
   *[other] { $years } years
}
ago-years-months = { $years ->
    [one] 1 year
   *[other] { $years } years
} { $months ->
    [one] 1 month
   *[other] { $months } months
}
ago-months = { $months ->
    [one] 1 month
   *[other] { $months } months
}
ago-days = { $days ->
    [one] 1 day
   *[other] { $days } days
}
owed-overdue-no-record = Due by { $due }, overdue by { $since }; there is no record of how far it is
owed-overdue = Due by { $due }, overdue by { $since }; on record: { $state }
owed-state = How far it is: { $state }
owed-no-record-means = No record does not mean that nothing was done
owed-no-record = no record
owed-not-begun = not begun
    .help = Nothing was done yet
owed-under-way = under way
    .help = Begun and not finished
owed-kept-up = kept up
    .help = Done from day to day, without an end
owed-done = done
    .help = Finished, or the target is reached
owed-owner = Who does it: { $owner }
owed-owner-stated = Who does it, by the text: { $owner }
owed-owner-kept = Done now by: { $owner }
owed-due-text = The text says: { $words }; taken as { $day }
owed-due-kept = Due day set by the staff: { $day }
owed-due-not-kept = Due day: none beside that of the text
owed-no-due = Due day: the text gives none
owed-evidence = Evidence: { $evidence }
owed-no-evidence = Evidence: none noted
owed-kept-by = Noted by { $by } on { $day }
owed-read = Read all of it
    .help = The catalogue entry: what it is, for whom, how
owed-keep = Note how far it is
    .help = One question at a time: who, how far, by when, evidence
keep-owner = Done by
    .help = The name of the office or unit
keep-progress = How far is it?
keep-due = Due day
    .help = Such as 2027-12-31; not needed where the text has one
keep-no-due = No due day of our own
    .help = Where the text has one, that one holds
keep-evidence = Evidence
    .help = What shows it, such as an inspection and its day
keep-no-evidence = No evidence
    .help = Leave it out; it can be added later
owed-keep-now = All right, note it now
    .help = Everybody can hear it; earlier notes are kept too
owed-kept = Noted: { $state }
