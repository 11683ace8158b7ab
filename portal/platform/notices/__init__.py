"""Letters to residents: e-mail and SMS, written in the use case's own transaction and sent by the worker.

`service.queue` stores a template's name with codes (a number, a place's name, words of the catalogue), never text,
and the recipient sealed; the letter is rendered when it is sent, in the recipient's language (`rendering`). What
shows on a lock screen says nothing of what it is about: no service, no person, no receipt (requirement R-58); a
letter leads to the case by its own link, and the message itself stays there.

`contact` reads the address a resident typed, `mail` and `sms` are the ways out, each with a harmless twin that
writes into a folder, and `post` chooses among them by the settings.
"""
