-- The report of a run as PDF, in either language. Runs done before have none, nor have those whose report holds a sign that no typeface of the PDF draws.
alter table evaluation.run add column pdf_fr_file_id text references kit.file;
alter table evaluation.run add column pdf_en_file_id text references kit.file;
