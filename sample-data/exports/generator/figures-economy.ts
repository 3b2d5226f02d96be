import type { Figures } from './model.ts';
import { upTo, type Path } from './path.ts';

/** Formulas of the programmes and statistics: regulation, digital transformation, infrastructure, enterprises, complaints, waste. */
export const economyFigures: Record<string, (path: Path) => Figures> = {
  'cat-giam-quy-dinh': (p) => {
    const base = 90 + Math.floor(700 * p.fixed('regulations'));
    const done = p.share('cut', 0, 0.24, 16, 62, 0);
    const cut = upTo(base, base * done * 0.4);
    const cost = Math.round((150 + 2400 * p.fixed('cost')) * 10) / 10;
    const issued = 3 + Math.floor(14 * p.fixed('issued') + 6 * p.noise('issued'));
    return {
      regs_base: base,
      regs_cut: cut,
      regs_simplified: upTo(base - cut, base * done * 0.6),
      cost_base: cost,
      cost_cut: Math.round(cost * done * (0.7 + 0.5 * p.fixed('saving')) * 10) / 10,
      docs_issued: issued,
      docs_repealed: Math.floor(issued * (0.3 + 0.9 * p.quality) + 3 * p.noise('repealed')),
    };
  },
  'ke-hoach-cds': (p) => {
    const tasks = 14 + Math.floor(30 * p.fixed(`tasks ${p.moment.year}`));
    const through = p.moment.month / 12;
    return {
      programme_issued: p.t >= p.doneAt('programme', 23, 16),
      plan_tasks: tasks,
      plan_tasks_done: upTo(tasks, tasks * through * (0.72 + 0.36 * p.quality)),
    };
  },
  'ha-tang-so': (p) => {
    const people = Math.round((p.size * (1 + 0.0009 * p.t)) / 100) * 100;
    const homes = Math.round(people / (3.3 + 0.5 * p.fixed('home')) / 100) * 100;
    return {
      population: people,
      smartphones: Math.round((people * p.share('phones', 0.42 + 0.12 * p.quality, 0.86, 0, 44, 0.004)) / 10) * 10,
      households: homes,
      fibre_households: Math.round((homes * p.share('fibre', 0.28 + 0.2 * p.quality, 0.74, 0, 44, 0.004)) / 10) * 10,
    };
  },
  etc: (p) => {
    const lanes = 560 + Math.floor(p.t / 5) * 3;
    return { lanes_total: lanes, lanes_etc: upTo(lanes, lanes * (0.27 + 0.012 * p.t + 0.01 * p.noise('lanes'))) };
  },
  'dn-nha-nuoc': (p) => {
    const plan = 1 + Math.floor(9 * p.fixed('plan') * (p.province ? 0.7 : 1.2));
    return { soe_plan: plan, soe_done: upTo(plan, plan * p.share('done', 0.05, 0.7, 0, 40, 0)) };
  },
  'khieu-nai-to-cao': (p) => {
    const received = Math.round((p.size / 12_000) * (0.6 + 0.8 * p.fixed('cases')) * (0.85 + 0.3 * p.noise('cases'))) + 4;
    return {
      cases_received: received,
      cases_resolved: upTo(received, received * (0.7 + 0.2 * p.quality + 0.08 * p.noise('resolved'))),
      long_running: Math.floor(1 + 7 * p.fixed('long') + 2 * p.noise('long')),
    };
  },
  'chat-thai-ran': (p) => {
    const waste = Math.round(p.size * (0.00055 + 0.0003 * p.fixed('waste')) * (0.97 + 0.06 * p.noise('waste')) * 10) / 10;
    return { waste_tonnes_day: waste, sorted_tonnes_day: Math.round(waste * p.share('sorted', 0.02, 0.34, 0, 50, 0.006) * 10) / 10 };
  },
};
