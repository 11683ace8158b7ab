"""From an uploaded file to what plays: looked into, cut into pieces, encoded, joined, kept.

Below `var/courses` (`folders`): `uploads/<film id>` as it came, `work/<key>/` while it is worked on, `films/<key>/`
when it is whole. The worker's job (`portal.courses.handlers`) walks through `making`:

1. `sniff` says by the first bytes what the file is, never by its name; `look` asks ffprobe, told to read just that.
2. `plan` divides the film into pieces of a minute; `cutting` encodes one for all rungs at once, `sound` all sound.
3. `joining` puts pieces and sound together by copying into segments that begin at the same instants on every rung.
4. `pictures` draws the poster and the storyboard; `made` checks every file and writes down what there is.

Every step leaves one file, whole or not at all, so a worker that is killed is followed by another that begins where
the first one was. Each program runs in a `cell`: its own session, no network where the kernel can take it away,
bounded time, memory and disk, an empty environment, and it dies with the worker.
"""
