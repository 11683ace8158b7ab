"""Captions and chapters: read from SRT and WebVTT, checked, written again, and told as running text.

WebVTT is W3C's Candidate Recommendation of 2019; SRT has no standard and is read as players read it. How long words
must stand to be read, and how long a line may be, are the figures Swedish captioning keeps to (two lines of 42
characters; here at most 20 characters a second); what breaks them is a warning, never a refusal.
"""

from portal.courses.rules.captions.chapters import (
    TITLE_MOST,
    chapter_cues,
    chapters_as_webvtt,
    chapters_of,
    check_chapters,
    read_chapters,
)
from portal.courses.rules.captions.checking import check, shifted
from portal.courses.rules.captions.faults import PROBLEM_NAMES, Fault, Problem
from portal.courses.rules.captions.reading import BYTES_MOST, CUES_MOST, Read, decoded, read_captions
from portal.courses.rules.captions.times import as_clock, read_time
from portal.courses.rules.captions.transcript import paragraphs, transcript
from portal.courses.rules.captions.words import WORDS_MOST, tidied
from portal.courses.rules.captions.writing import as_srt, as_webvtt

__all__ = [
    "BYTES_MOST",
    "CUES_MOST",
    "PROBLEM_NAMES",
    "TITLE_MOST",
    "WORDS_MOST",
    "Fault",
    "Problem",
    "Read",
    "as_clock",
    "as_srt",
    "as_webvtt",
    "chapter_cues",
    "chapters_as_webvtt",
    "chapters_of",
    "check",
    "check_chapters",
    "decoded",
    "paragraphs",
    "read_captions",
    "read_chapters",
    "read_time",
    "shifted",
    "tidied",
    "transcript",
]
