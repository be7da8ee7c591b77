partners-companies = Partner companies
partners-new-company = Add a company
partners-new-company-text = A company, a sponsor on your side, the dates of its contract. Its people are then invited one by one.
partners-create-company = Add the company
partners-company-hint = A company you already know keeps its dates; a new one joins the list, and its dates are set afterwards.
partners-none-title = No partner company
partners-none = Suppliers, clients, distributors: add one, or invite somebody right away.
partners-nobody = Nobody from this company has an account.
partners-people = Its people
partners-name = Name of the company
partners-kind-label = What it is to you
partners-kind = { $kind ->
    [supplier] Supplier
    [client] Client
    [distributor] Distributor
   *[other] Other
}
partners-starts = Contract starts
partners-ends = Contract ends
partners-ends-hint = { $n ->
    [one] If you bring it forward, the access of its one person ends that day at the latest.
   *[other] If you bring it forward, the access of its { $n } people ends that day at the latest.
}
partners-note = Note
partners-note-hint = For administrators only. Optional.
partners-from-to = Contract from { $from } to { $to }
partners-no-days = Contract dates not set
partners-over = Contract over
partners-ending = { $n ->
    [one] { $n } access ends within 30 days.
   *[other] { $n } accesses end within 30 days.
}
partners-contract-until = The company’s contract runs until { $date }.
partners-renew = Renew the company and its people
partners-renew-text = { $n ->
    [0] The contract gets this end. Nobody from this company has an open account.
    [one] The contract and the access of its one person get this end, in one go.
   *[other] The contract and the access of its { $n } people get this end, in one go.
}
partners-until = Until
partners-renew-submit = Renew
partners-mine = Your partners
partners-mine-text = The outside people you answer for. A message warns you 30 days, then 7 days before an access ends.
partners-mine-none-title = You answer for no partner
partners-mine-none = When an administrator names you sponsor of a person or a company, they appear here.
partners-prolong = Extend
partners-prolong-of = Extend the access of { $name }
partners-prolong-until = Extend until
partners-beyond-text = Beyond that, an administrator renews the contract.
partners-own-end-by = Your access ends on { $date }; { $sponsor } can extend it.
partners-own-end = Your access ends on { $date }.
partners-refusal-beyond-contract = The company’s contract ends earlier: renew it first, or choose a shorter time.
partners-refusal-beyond-reach = The company’s contract ends earlier: an administrator can renew it.
partners-refusal-end-beyond-reach = Two years from today at most.
partners-refusal-no-longer = Choose a day after the current end.
partners-refusal-start-unreadable = Give the day the contract starts.
partners-refusal-end-unreadable = Give the last day.
partners-refusal-end-past = This day is past.
partners-refusal-end-far = Ten years from today at most.
partners-refusal-end-before-start = The end comes before the start.
partners-refusal-kind-unknown = Choose what it is to you.
partners-refusal-name-taken = A company already has this name.
