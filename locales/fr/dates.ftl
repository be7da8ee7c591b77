# Dates et heures, telles que les formes de when.rs les emploient. { $time } y est déjà écrit : 17 h 40.
dates-now = à l’instant
dates-minutes-ago = il y a { $n } min
dates-hours-ago = il y a { $n } h
dates-yesterday-at = hier à { $time }
dates-weekday-at = { dates-weekday } à { $time }
dates-in-minutes = dans { $n } min
dates-in-hours = dans { $n } h
dates-tomorrow-at = demain à { $time }
dates-in-days = { $n ->
    [one] dans { $n } jour
   *[other] dans { $n } jours
}
dates-day-month = { $day ->
    [1] 1er
   *[other] { $day }
} { dates-month }
dates-day-month-year = { dates-day-month } { $year }
dates-month-year = { dates-month } { $year }
dates-long = { dates-weekday } { dates-day-month-year }
dates-long-at = { dates-long } à { $time }
# 1 est lundi.
dates-weekday = { $weekday ->
    [1] lundi
    [2] mardi
    [3] mercredi
    [4] jeudi
    [5] vendredi
    [6] samedi
   *[7] dimanche
}
dates-month = { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
}
dates-weekday-short = { $weekday ->
    [1] lun.
    [2] mar.
    [3] mer.
    [4] jeu.
    [5] ven.
    [6] sam.
   *[other] dim.
}
dates-month-short = { $month ->
    [1] janv.
    [2] févr.
    [3] mars
    [4] avr.
    [5] mai
    [6] juin
    [7] juill.
    [8] août
    [9] sept.
    [10] oct.
    [11] nov.
   *[other] déc.
}
