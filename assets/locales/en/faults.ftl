# What is wrong with an answer (at most 22 characters, behind its label), and what to do (remedy, at most 38, on a row of
# its own).

fault-required = Not filled in
    .remedy = Fill this in to go on.

fault-name-short = Name too short
    .remedy = Give the full name, at least { $min }.
fault-name-long = Name too long
    .remedy = Use at most { $max } characters.
fault-name-character = Character { $position } is wrong
    .remedy = Use Chinese or Latin letters only.
fault-name-mixed = Two scripts mixed
    .remedy = Use only Chinese or only Latin.

fault-id-length = It has { $got } now
    .remedy = An identity number has 18 characters.
fault-id-fifteen = An old number
    .remedy = Give all 18 from the present card.
fault-id-digit = Character { $position } is wrong
    .remedy = It is 17 digits, then a digit or X.
fault-id-date = No such birthday
    .remedy = Check characters 7 to 14.
fault-id-future = Birthday after today
    .remedy = Check characters 7 to 14.
fault-id-age = Birthday too early
    .remedy = That makes { $years } years. Check it.
fault-id-check = Does not add up
    .remedy = One character is wrong. Check all.

fault-certificate-length = It has { $got } now
    .remedy = It has 20, or 22 if issued again.
fault-certificate-holder = First 18 are wrong
    .remedy = They are the identity number.
fault-certificate-category = Character 19 is wrong
    .remedy = It is the kind, from 1 to 7.
fault-certificate-grade = Character 20 is wrong
    .remedy = It is the grade, from 1 to 4.
fault-certificate-reissue = Last two are wrong
    .remedy = A card issued again ends in B1 to B9.
fault-certificate-other = Another person's
    .remedy = The first 18 are your identity number.

fault-phone-character = Character { $position } is wrong
    .remedy = Use digits and hyphens only.
fault-phone-mobile-length = It has { $got } now
    .remedy = A mobile number has 11 digits.
fault-phone-landline-length = It has { $got } now
    .remedy = Behind 010 a land line has 8 digits.
fault-phone-beginning = Begins wrongly
    .remedy = Give a mobile or Beijing number.

fault-pin-digit = Digits only
    .remedy = Make the PIN of digits only.
fault-pin-length = It has { $got } now
    .remedy = A PIN has { $wanted } digits.
fault-pin-simple = Too easy to guess
    .remedy = Do not repeat digits or count on.
fault-pin-known = Too easy to guess
    .remedy = Take nothing from your own numbers.

fault-same-person = Your own number
    .remedy = Give the guardian's or helper's.

fault-too-short = Too short
    .remedy = Write at least { $min } characters.
fault-too-long = At most { $max } long
    .remedy = It has { $got } characters. Shorten it.
fault-braille-cells = Braille cells
    .remedy = Type it as letters instead.

fault-not-a-date = Not a date
    .remedy = Write it as in 2026-03-01.
fault-no-such-date = There is no such day
    .remedy = Check year, month and day.
fault-date-ahead = After today
    .remedy = Give today or an earlier day.
fault-date-past = Before today
    .remedy = Give today or a later day.
fault-date-order = Before it begins
    .remedy = Give { $from } or later.

fault-not-a-number = Not a number
    .remedy = Write digits only, such as 12.
fault-not-whole = Not a whole number
    .remedy = Leave out the fraction.
fault-decimal-places = Too many places
    .remedy = Give at most { $max } decimal places.
fault-too-small = At least { $min }
    .remedy = Give { $min } or more.
fault-too-large = At most { $max }
    .remedy = Give { $max } or less.

fault-not-a-choice = Not on the list
    .remedy = Choose one of the answers listed.
fault-only-one = One answer only
    .remedy = Keep one of them.
fault-must-be-known = Needs an answer
    .remedy = You have to know this to go on.

fault-no-such-subdistrict = No such subdistrict
    .remedy = Choose one of those listed.
fault-no-such-community = No such community
    .remedy = Choose one of those listed.
fault-other-subdistrict = In another subdistrict
    .remedy = Change community or subdistrict.
fault-subdistrict-first = No subdistrict yet
    .remedy = Choose the subdistrict first.
fault-no-such-item = Not in the catalogue
    .remedy = Try another word, or choose from it.

fault-paper-file = No file name
    .remedy = Name the file to attach.
fault-paper-reason = No reason given
    .remedy = Say why you cannot give it.

fault-consent-needed = Consent is needed
    .remedy = Without it you can stop, not hand in.

# Warnings: they stop nobody.

warning-ends-soon = Under { $months } months
    .remedy = You can go on; the office will ask.
