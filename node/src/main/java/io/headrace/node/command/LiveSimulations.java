package io.headrace.node.command;

import io.headrace.cli.ExitCode;
import io.headrace.cli.JsonOutput;
import io.headrace.simulation.live.LiveConfig;
import io.headrace.simulation.live.LiveFault;
import io.headrace.simulation.live.LiveReport;
import io.headrace.simulation.live.LiveSimulation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code simulate --live}: live sessions of so many seeds, and what each kind of fault cost in all of them. */
record LiveSimulations(long seed, int seeds) {

    ExitCode run(boolean json) {
        var reports = new ArrayList<LiveReport>();
        for (long each = seed; each < seed + seeds; each++) {
            var report = LiveSimulation.run(LiveConfig.of(each));
            reports.add(report);
            if (!json) {
                System.out.print(report.text());
            }
        }
        var tolls = new TreeMap<LiveFault, LiveReport.Toll>();
        reports.forEach(
                report -> report.tolls().forEach((fault, toll) -> tolls.merge(fault, toll, LiveReport.Toll::plus)));
        boolean kept = reports.stream().allMatch(LiveReport::ok);
        if (json) {
            JsonOutput.print(System.out, document(kept, reports, tolls));
        } else {
            System.out.print(LiveReport.table(tolls));
        }
        return kept ? ExitCode.DONE : ExitCode.JOB_FAILED;
    }

    private static Map<String, Object> document(
            boolean kept, List<LiveReport> reports, Map<LiveFault, LiveReport.Toll> tolls) {
        var faults = new LinkedHashMap<String, Object>();
        tolls.forEach((fault, toll) -> faults.put(fault.name(), document(toll)));
        var fields = new LinkedHashMap<String, Object>();
        fields.put("ok", kept);
        fields.put("faults", faults);
        fields.put("seeds", reports.stream().map(LiveSimulations::document).toList());
        return fields;
    }

    private static Map<String, Object> document(LiveReport.Toll toll) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("struck", toll.struck());
        fields.put("swaps", toll.swaps());
        fields.put("swapsToStandby", toll.toStandby());
        fields.put("longestGapSeconds", toll.longestGap().toMillis() / 1e3);
        fields.put("longestGapToStandbySeconds", toll.longestToStandby().toMillis() / 1e3);
        fields.put("lostUnits", toll.lostUnits());
        fields.put("fees", toll.fees().toString());
        fields.put("lost", toll.lost().toString());
        return fields;
    }

    private static Map<String, Object> document(LiveReport report) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("seed", report.seed());
        fields.put("ok", report.ok());
        report.violation().ifPresent(broken -> {
            fields.put("violation", broken);
            fields.put("trace", report.trace());
        });
        fields.put("streams", report.endings());
        fields.put("pictures", report.pictures());
        fields.put("units", report.units());
        fields.put("virtualSeconds", report.virtual().toSeconds());
        fields.put("money", report.money());
        fields.put("events", report.log());
        fields.put("hash", report.hash());
        return fields;
    }
}
