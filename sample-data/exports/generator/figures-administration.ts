import type { Figures } from './model.ts';
import { upTo, type Path } from './path.ts';

/** Formulas of the systems that run the administration itself: documents, security, reports, tasks, investment. */
export const administrationFigures: Record<string, (path: Path) => Figures> = {
  lgsp: (p) => {
    const built = p.doneAt('lgsp', 20, 24);
    const joined = Math.max(built, p.doneAt('ndxp', 21, 18));
    return {
      has_lgsp: p.t >= built,
      connected_ndxp: p.t >= joined,
      services_published: p.t < built ? 0 : 3 + Math.floor((p.t - built) * (0.4 + p.fixed('pace'))),
    };
  },
  'httt-bao-cao-cp': (p) => {
    const total = 12 + Math.floor(28 * p.fixed('reports'));
    return {
      connected: p.t >= p.doneAt('connected', 19, 22),
      reports_total: total,
      reports_electronic: upTo(total, total * p.share('electronic', 0, 1.06, 5, 27, 0)),
    };
  },
  'httt-bao-cao-dp': (p) => {
    const done = p.doneAt('system', 13, 22);
    return { is_complete: p.t >= done, reports_on_system: p.t < done ? 0 : 4 + Math.floor((p.t - done) * (0.5 + p.fixed('pace'))) };
  },
  'truc-van-ban': (p) => {
    const total = Math.round((p.size / 110) * (0.6 + 0.7 * p.fixed('documents')) * p.season * (0.95 + 0.1 * p.noise('volume')));
    return {
      docs_total: total,
      docs_electronic: upTo(total, total * p.share('electronic', 0.35 + 0.25 * p.quality, 0.97, 0, 34, 0.015)),
      connected_4level: p.t >= p.doneAt('levels', 17, 18),
    };
  },
  qlvb: (p) => {
    const out = Math.round((p.size / 400) * (0.6 + 0.8 * p.fixed('documents')) * p.season * (0.95 + 0.1 * p.noise('volume'))) + 40;
    return { docs_out: out, docs_signed: upTo(out, out * p.share('signed', 0.08 + 0.2 * p.quality, 0.96, 2, 36, 0.015)) };
  },
  'chu-ky-so': (p) => {
    const total = Math.round((p.province ? 90 : 60) + 160 * p.fixed('leaders')) + Math.floor(p.t / 12);
    const days = Math.max(1, 12 - 5 * p.quality - p.share('days', 0, 5, 0, 36, 0) + 2 * p.noise('days'));
    return {
      leaders_total: total,
      leaders_signing: upTo(total, total * p.share('signing', 0.15 + 0.2 * p.quality, 1, 1, 32, 0.006)),
      certs_issued: Math.round(4 + 40 * p.noise('certificates') * p.season),
      median_issue_days: Math.round(days * 2) / 2,
    };
  },
  'att-4-lop': (p) => {
    const last = p.doneAt('layers', 20, 20);
    const gap = 1 + Math.floor(3 * p.fixed('gap'));
    const done = (back: number): boolean => p.t >= (last === Infinity ? 34 : last) - back * gap;
    return { layer_1: done(3), layer_2: done(2), layer_3: done(1), layer_4: last !== Infinity && done(0) };
  },
  'soc-tap-trung': (p) => ({
    has_soc: p.t >= p.doneAt('soc', 23, 20),
    incidents: Math.floor(p.noise('incidents') * p.noise('incidents2') * (4 + 8 * (1 - p.quality))),
  }),
  'csdl-dan-cu': (p) => {
    const joined = p.t > 60 ? p.doneAt('population', 74, 18) : Math.max(30, p.doneAt('population', 33, 14));
    const scale = p.t > 60 ? 0.08 : 0.004;
    return { connected: p.t >= joined, queries: p.t < joined ? 0 : Math.round(p.size * scale * (0.6 + 0.8 * p.noise('queries'))) };
  },
  'de-an-06': (p) => {
    const total = 22 + Math.floor(14 * p.fixed('tasks')) + Math.floor((p.t - 78) / 4);
    const done = upTo(total, total * (0.5 + 0.25 * p.quality + p.share('done', 0, 0.25, 78, 100, 0.01)));
    const late = p.quality > 0.62 ? 0 : upTo(total - done, (1 - p.quality) * 7 * (0.4 + 0.6 * p.noise('late')) * (1 - (p.t - 78) / 26));
    return { tasks_total: total, tasks_done: done, tasks_overdue: late };
  },
  'chi-tieu-54': (p) => {
    const total = p.fixed('set') > 0.5 ? 242 : 228;
    return { indicators_total: total, indicators_digitised: upTo(total, total * p.share('digitised', 0, 1.08, 12, 27, 0)) };
  },
  'theo-doi-nhiem-vu': (p) => {
    const total = Math.round(24 + 90 * p.fixed('tasks') * (p.province ? 0.6 : 1.3) + 16 * p.noise('tasks'));
    const overdue =
      p.quality + 0.2 * p.noise('overdue') > 0.78
        ? 0
        : upTo(total, total * 0.09 * (1 - p.quality) * (0.4 + p.noise('overdue')) * (p.t > 17 && p.t < 60 ? 0.6 : 1));
    const late = upTo(total - overdue, total * 0.12 * (1 - p.quality) * (0.5 + p.noise('late')));
    const running = upTo(total - overdue - late, total * (0.2 + 0.2 * p.noise('running')));
    return {
      tasks_total: total,
      done_ontime: total - overdue - late - running,
      done_late: late,
      in_progress: running,
      tasks_overdue: overdue,
    };
  },
  'giai-ngan-dtc': (p) => {
    const year = p.moment.year;
    const grown = 1 + (year - 2019) * 0.11;
    const plan =
      Math.round(
        (p.size * (p.province ? 3.2 : 2.2) * (0.6 + 0.8 * p.fixed('plan')) * (0.85 + 0.3 * p.fixed(`plan ${year}`)) * grown) / 1000,
      ) * 1000;
    const share = (cumulative[p.moment.month - 1] ?? 1) * (0.68 + 0.36 * p.quality) * (0.9 + 0.2 * p.fixed(`pace ${year}`));
    return { plan_assigned: plan, disbursed_cum: upTo(plan, plan * share * (0.995 + 0.01 * p.noise('month'))) };
  },
  'ban-chi-dao-giai-ngan': (p) => {
    const since = p.doneAt('group', 18, 12);
    return { established: p.t >= since, inspections: p.t < since ? 0 : Math.floor(3.4 * p.noise('inspections')) };
  },
};

/** Usual share of the year's plan disbursed by the end of each month. */
const cumulative = [0.015, 0.04, 0.1, 0.16, 0.23, 0.32, 0.4, 0.49, 0.58, 0.68, 0.79, 0.95];
