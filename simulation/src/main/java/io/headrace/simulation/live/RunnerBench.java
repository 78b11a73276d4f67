package io.headrace.simulation.live;

import io.headrace.admission.live.LiveWorkshop;
import io.headrace.media.ManifestId;
import java.util.LinkedHashMap;
import java.util.Map;

/** The runners of a simulated orchestrator. */
final class RunnerBench implements LiveWorkshop {

    static final int PLACES = 12;

    private final LiveWorld world;
    private final Stage stage;
    private final Map<ManifestId, Runner> runners = new LinkedHashMap<>();

    RunnerBench(LiveWorld world, Stage stage) {
        this.world = world;
        this.stage = stage;
    }

    @Override
    public Map<String, Integer> capacities() {
        return Map.of(LiveProcess.MODEL, PLACES);
    }

    @Override
    public Work begin(LiveOrder order, Reports reports) {
        var session = new ManifestId(order.manifestId());
        world.promise(runners.size() < PLACES, "A runner is begun beyond the %d places there are", PLACES);
        var runner = new Runner(world, stage.channel(session), reports, () -> runners.remove(session));
        runners.put(session, runner);
        runner.load();
        return runner;
    }

    boolean runs(ManifestId session) {
        return runners.containsKey(session);
    }

    Map<ManifestId, Runner> runners() {
        return runners;
    }
}
