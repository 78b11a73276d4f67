package io.headrace.simulation;

/** Simulates the seeds from the first argument to the second; the exit status is 1 when a promise was broken. */
final class SimulationMain {

    private SimulationMain() {}

    public static void main(String[] seeds) {
        long first = Long.parseLong(seeds[0]);
        long last = seeds.length > 1 ? Long.parseLong(seeds[1]) : first;
        for (long seed = first; seed <= last; seed++) {
            var report = Simulation.run(SimulationConfig.of(seed));
            System.out.print(report.text());
            if (!report.ok()) {
                System.exit(1);
            }
        }
    }
}
