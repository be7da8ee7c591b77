directories-title = Directory
directories-intro = The company’s directories that are followed every night: what they change, person by person.
directories-none-title = No directory is followed
directories-none = Whoever runs the server names one in its configuration, under “directories”: files, or an LDAP server.
directories-mode-report = reported every night at { $hour }:00, nothing is applied
directories-mode-apply = applied every night at { $hour }:00
directories-running = Running
directories-applied = Applied
directories-never = This directory has not been read yet. Tonight will, or ask for a report.
directories-failed = The directory could not be read; nothing has changed.
directories-failed-hint = Check that the directory answers, then ask for a new report.
directories-stopped = { $count } of { $known } people have disappeared from the directory, more than the { $most }% allowed, so nothing was written. Check that the directory is complete.
directories-moved = The directory has changed since the report you were looking at: nothing was written. Here is the new one.
directories-looked = Read on { $date }
directories-count = { $what ->
    [leaves] Accounts closed
    [stays] Gone from the directory, accounts kept
    [left_out] Left out
    [changed] Changed
   *[created] New
}
directories-same = Everything is as in the directory.
directories-apply = Apply what is announced
directories-report = New report
directories-people = Person by person
directories-people-of = Person by person: { $name }
directories-look-again = Refresh
directories-done = What has changed
directories-announced = What would change
directories-nothing = Nothing changes.
directories-nameless = No name
directories-field = { $field ->
    [name] Name:
    [title] Role:
    [unit] Unit:
    [site] Site:
    [phone] Phone:
    [manager] Manager:
    [community] Community:
   *[added] { $name }:
}
directories-unread = { $kind ->
    [choice] “{ $said }” is none of the field’s choices, so it keeps its value.
    [date] “{ $said }” is not a date such as 2026-03-12, so the field keeps its value.
   *[number] “{ $said }” is not a number, so the field keeps its value.
}
directories-reason = { $reason ->
    [gone] No longer in the directory.
    [disabled] The account is disabled in the directory.
    [last] This is the last administrator: the account stays open.
    [blind] A row of the directory cannot be read: nobody is removed until it is corrected.
    [left] The person has left; a closed account is not opened again.
    [partner] This is a partner’s account: their sponsor takes care of it.
    [field] No profile field has this name: it was renamed or removed.
    [nameless] The row has no name.
    [ownerless] Nobody is here to own this community: the directory names no owner, and neither does the configuration.
   *[twice] Another row has the same address or user name.
}
directories-what = { $when ->
    [done] { $what ->
        [leaves] Account closed
        [stays] Gone
        [left_out] Left out
        [changed] Changed
       *[created] Created
    }
   *[ahead] { $what ->
        [leaves] Would be closed
        [stays] Gone
        [left_out] Left out
        [changed] Would change
       *[created] Would be created
    }
}
