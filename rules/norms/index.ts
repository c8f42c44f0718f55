/**
 * All norms as data, one file per norm and edition. Where a norm does not number its requirements, the part of a
 * control id behind the colon is a name of ours.
 */
import type { Norm } from '../../server/model/norm.ts';
import bmelddv1 from './bmelddv-1-2015.json' with { type: 'json' };
import bmg from './bmg-2015.json' with { type: 'json' };
import tr021021 from './bsi-tr-02102-1-2026-01.json' with { type: 'json' };
import tr021022 from './bsi-tr-02102-2-2026-01.json' with { type: 'json' };
import tr021024 from './bsi-tr-02102-4-2026-01.json' with { type: 'json' };
import tr031071 from './bsi-tr-03107-1-1.1.1.json' with { type: 'json' };
import tr031164 from './bsi-tr-03116-4-2023.json' with { type: 'json' };
import tr031601 from './bsi-tr-03160-1-1.0.json' with { type: 'json' };
import tr031723 from './bsi-tr-03172-3-1.0.json' with { type: 'json' };
import bsig from './bsig-2025-12-06.json' with { type: 'json' };
import cwe from './cwe.json' with { type: 'json' };
import dsgvo from './dsgvo-2016-679.json' with { type: 'json' };
import grundschutzPlusPlus from './grundschutz-plus-plus-2026-07-29.json' with { type: 'json' };
import idnrg from './idnrg-2021.json' with { type: 'json' };
import itGrundschutz from './it-grundschutz-2023.json' with { type: 'json' };
import nis2 from './nis-2-2022-2555.json' with { type: 'json' };
import pstg from './pstg-2007.json' with { type: 'json' };
import pstv from './pstv-2008.json' with { type: 'json' };

// The compiler widens texts of a JSON file to `string`; a test holds the files to the shape of `Norm`.
export const NORMS = [
  itGrundschutz,
  grundschutzPlusPlus,
  tr021021,
  tr021022,
  tr021024,
  tr031071,
  tr031164,
  tr031601,
  tr031723,
  nis2,
  bsig,
  dsgvo,
  bmg,
  bmelddv1,
  idnrg,
  pstg,
  pstv,
  cwe,
] as readonly Norm[];
