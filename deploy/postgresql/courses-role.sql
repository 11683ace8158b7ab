-- The role of the courses: it counts, adds words about a course, and can read nothing of anybody (AN-9).
-- Made by `portal courses role`; run it as the owner of the database, as often as you like.
-- It holds no password: give one with \password portal_courses, or let a socket's peer rule decide.
DO $$ BEGIN CREATE ROLE portal_courses LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
ALTER ROLE portal_courses NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE portal_courses CONNECTION LIMIT 60;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM portal_courses;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM portal_courses;
REVOKE CREATE ON SCHEMA public FROM PUBLIC, portal_courses;
GRANT USAGE ON SCHEMA public TO portal_courses;
GRANT SELECT, INSERT, UPDATE ON course_count TO portal_courses;
GRANT INSERT ON course_voice TO portal_courses;
