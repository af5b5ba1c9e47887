import { writeDocx } from './docx.file.ts';
import { serve } from './press.thread.ts';

serve(writeDocx, (docx) => docx);
