"""All that can be known of visits: counters by month, without a row per event, and words without a time.

A visitor is counted only after pressing "Count my visit"; nothing here can be traced to a person (AN-18 to AN-22).
"""
