import { serve } from './press.thread.ts';
import { startTypst } from './typst.ts';

const typeset = startTypst();

serve(typeset, (typesetting) => ('pdf' in typesetting ? typesetting.pdf : null));
