import { dateText } from './periods.ts';
import type { Figures } from './model.ts';
import { upTo, type Path } from './path.ts';

/** Formulas of the systems that serve citizens: one row of an export from one unit and one period. */
export const serviceFigures: Record<string, (path: Path) => Figures> = {
  'mot-cua-dien-tu': (p) => {
    const resolved = Math.round(
      (p.size / 1000) * (5 + 7 * p.fixed('demand')) * p.season * (1 + p.t * 0.004) * (0.94 + 0.12 * p.noise('volume')),
    );
    const late = (0.003 + 0.085 * (1 - p.quality) * (1 - p.quality)) * (p.t > 18 ? 0.55 : 1) * (0.6 + 0.8 * p.noise('late'));
    const overdue = upTo(resolved, resolved * late);
    const early = upTo(resolved - overdue, (resolved - overdue) * (0.3 + 0.45 * p.fixed('early') + 0.04 * p.noise('early')));
    return { files_resolved: resolved, files_early: early, files_ontime: resolved - overdue - early, files_overdue: overdue };
  },
  'cong-dvcqg': (p) => {
    const online = servicesOnline(p);
    const share = p.t < 11 ? 0 : 0.02 + p.share('integrated', 0, 0.75, 11, 44, 0.006);
    const early2025 = p.t > 60 ? 0.86 + 0.17 * p.quality + p.share('integrated', 0, 0.05, 78, 94, 0.004) : share;
    const behind = p.t < 15 ? 0 : upTo(40, (1 - p.quality) * 22 * (1 - p.share('behind', 0, 0.8, 15, 40)) + 3 * p.noise('411') - 5);
    return { services_online: online, services_integrated: upTo(online, online * early2025), services_overdue_411: behind };
  },
  'cong-dvc-bo-tinh': (p): Figures => {
    const total = servicesTotal(p);
    const files = Math.round((p.size / 1000) * (6 + 6 * p.fixed('demand')) * p.season * (0.93 + 0.14 * p.noise('volume')));
    if (p.t > 60) {
      const full = upTo(total, total * (0.38 + 0.3 * p.quality + p.share('full', 0, 0.14, 78, 96, 0.004)));
      const partial = upTo(total - full, total * (0.16 + 0.18 * p.fixed('partial')));
      return {
        services_total: total,
        services_full: full,
        services_partial: partial,
        files_total: files,
        files_online: upTo(files, files * onlineLate(p)),
      };
    }
    const four = upTo(total, total * (0.02 + p.share('l4', 0, 0.5, 4, 38, 0.005)));
    const three = upTo(total - four, total * (0.12 + 0.2 * p.fixed('l3') + p.share('l3', 0, 0.1, 0, 30, 0.005)));
    const online = upTo(files, files * (0.02 + p.share('online', 0, 0.48, 2, 44, 0.015)));
    return { services_total: total, services_l3: three, services_l4: four, files_total: files, files_online: online };
  },
  ttpvhcc: (p) => {
    const open = p.t >= p.doneAt('centre', 18, 60);
    const counters = 18 + Math.floor(30 * p.fixed('counters'));
    const steps = Math.floor((p.t + 6 * p.fixed('step')) / 6);
    return {
      is_operating: open,
      counters: open ? counters : 0,
      procedures_received: open ? 900 + Math.floor(500 * p.fixed('procedures')) + 40 * steps : 0,
    };
  },
  pakn: (p) => {
    const received =
      Math.round((p.size / 60_000) * (1 + 3 * p.fixed('demand')) * (p.t < 11 ? 0.5 : 1) * (0.7 + 0.6 * p.noise('volume'))) + 3;
    const open =
      p.quality + 0.25 * p.noise('open') > 0.74
        ? 0
        : upTo(received, received * (1 - p.quality) * 0.22 * p.noise('open') * (p.t > 20 ? 0.6 : 1));
    const late = upTo(received - open, received * (1 - p.quality) * 0.2 * p.noise('late'));
    return { received, resolved_ontime: received - open - late, resolved_late: late, overdue: open };
  },
  'buu-chinh-cong-ich': (p) => {
    const files = Math.round((p.size / 1000) * (7 + 6 * p.fixed('demand')) * p.season * (0.94 + 0.12 * p.noise('volume')));
    return { files_total: files, files_post: upTo(files, files * (0.03 + p.share('post', 0, 0.16, 0, 40, 0.012))) };
  },
  'hai-long': (p) => {
    const agencies = p.province ? 24 + Math.floor(20 * p.fixed('agencies')) : 14 + Math.floor(24 * p.fixed('agencies'));
    const published = upTo(agencies, agencies * p.share('published', 0.05, 1.12, 8, 30, 0));
    const responses = Math.round((p.size / 9000) * (1 + 2 * p.fixed('demand')) * p.season * (0.8 + 0.4 * p.noise('volume'))) + 12;
    const pleased = upTo(responses, responses * (0.74 + 0.2 * p.quality + p.share('pleased', 0, 0.06, 0, 36, 0.02)));
    return { agencies_total: agencies, agencies_published: published, responses, satisfied: pleased };
  },
  'so-hoa-ket-qua': (p) => {
    const valid = Math.round((p.size * (0.05 + 0.03 * p.fixed('valid')) * (1 + p.t * 0.003)) / 10) * 10;
    return { results_valid: valid, results_digitised: upTo(valid, valid * (0.01 + p.share('digitised', 0, 0.45, 3, 46, 0.003))) };
  },
  'tthc-moi-truong-dt': (p) => {
    const done = Math.max(16, p.doneAt('plan', 20, 16));
    const issued = p.t >= done;
    return { plan_issued: issued, issued_on: issued ? dateText(done, 2 + Math.floor(25 * p.fixed('day'))) : null };
  },
};

function servicesOnline(p: Path): number {
  return Math.round((260 + 620 * p.fixed('services')) * (p.province ? 1 : 0.35) * (1 + 0.025 * Math.floor(p.t / 3))) + 4;
}

function servicesTotal(p: Path): number {
  return (
    Math.round((1500 + 500 * p.fixed('services')) * (p.province ? 1 : 0.18)) + Math.floor(p.t / 4) * (p.fixed('change') > 0.5 ? 1 : -1)
  );
}

function onlineLate(p: Path): number {
  return 0.55 + 0.3 * p.quality + p.share('online', 0, 0.08, 78, 96, 0.012);
}
