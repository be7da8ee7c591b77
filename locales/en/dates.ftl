# Dates and times, as the forms of when.rs use them. { $time } is already written: 5:40 pm.
dates-now = just now
dates-minutes-ago = { $n } min ago
dates-hours-ago = { $n } h ago
dates-yesterday-at = yesterday at { $time }
dates-weekday-at = { dates-weekday } at { $time }
dates-in-minutes = in { $n } min
dates-in-hours = in { $n } h
dates-tomorrow-at = tomorrow at { $time }
dates-in-days = { $n ->
    [one] in { $n } day
   *[other] in { $n } days
}
dates-day-month = { $day } { dates-month }
dates-day-month-year = { dates-day-month } { $year }
dates-month-year = { dates-month } { $year }
dates-long = { dates-weekday } { dates-day-month-year }
dates-long-at = { dates-long } at { $time }
# 1 is Monday.
dates-weekday = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
dates-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
dates-weekday-short = { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[other] Sun
}
dates-month-short = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] June
    [7] July
    [8] Aug
    [9] Sept
    [10] Oct
    [11] Nov
   *[other] Dec
}
