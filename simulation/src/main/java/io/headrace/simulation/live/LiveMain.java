package io.headrace.simulation.live;

import java.util.EnumMap;

final class LiveMain {
    private LiveMain() {}

    public static void main(String[] seeds) {
        long first = Long.parseLong(seeds[0]);
        long last = Long.parseLong(seeds[1]);
        var tolls = new EnumMap<LiveFault, LiveReport.Toll>(LiveFault.class);
        long begun = System.nanoTime();
        int bad = 0;
        for (long seed = first; seed <= last; seed++) {
            try {
                var report = LiveSimulation.run(LiveConfig.of(seed));
                System.out.print(report.text());
                bad += report.ok() ? 0 : 1;
                report.tolls().forEach((fault, toll) -> tolls.merge(fault, toll, LiveReport.Toll::plus));
            } catch (IllegalStateException bug) {
                bug.printStackTrace(System.out);
                bad++;
            }
        }
        System.out.print(LiveReport.table(tolls));
        System.out.println(bad + " broken, " + (System.nanoTime() - begun) / 1e9 + " s");
    }
}
