"""Krångelombudsman: residents and companies say what is complicated; the process behind it is made simpler.

The aim is not to close cases but to find the processes that are complicated. So everything hangs on the *register of
processes* (`rules.register`): department, service, process, step, each with an owner. Walk 5 passes through here.

Law: förvaltningslagen (2017:900) 6 § (service) and 9 § (as simple, quick and cheap as possible); kommunallagen
(2017:725) 5 kap.; an appeal (förvaltningslagen 43–45 §§) is never taken for a complaint.
"""
