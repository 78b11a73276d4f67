package io.headrace.benchmarks.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * One run: publishers and viewers beside a network, a killer and a stranger if they are wanted, and a log of the memory.
 * For one thread, which starts the others.
 */
final class Soak implements AutoCloseable {

    private static final Duration SAMPLE = Duration.ofSeconds(10);
    private static final int SAMPLES_IN_A_LINE = 6;
    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(90);
    private static final long MEBIBYTE = 1 << 20;

    private final SoakPlan plan;
    private final NetworkUnderTest network;
    private final ViewerClient client = ViewerClient.open();
    private final List<StreamPublisher> publishers;
    private final List<StreamViewer> viewers;
    private final List<DelayWatch> delays;
    private final Killer killer;
    private final HostilePublisher stranger;
    private final MemoryLog memory = new MemoryLog();
    private final List<Thread> threads = new ArrayList<>();

    Soak(SoakPlan plan, NetworkUnderTest network, LoopedStream source) {
        this.plan = plan;
        this.network = network;
        var names = IntStream.range(0, plan.streams()).mapToObj(plan::stream).toList();
        publishers = names.stream()
                .map(name -> new StreamPublisher(network.rtmp(name), source))
                .toList();
        viewers = names.stream()
                .map(name -> new StreamViewer(name, network.master(name), client))
                .toList();
        delays = names.stream()
                .map(name -> new DelayWatch(network.status(name), client))
                .toList();
        killer = new Killer(
                network.processes(), new VictimChoice(plan.targets(), new Random(plan.seed())), plan.killEvery());
        stranger = new HostilePublisher(network.rtmp("stranger"), new Random(plan.seed()));
    }

    /** Runs the whole length, ends the streams, and tells what was seen. */
    SoakFindings run() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        viewers.forEach(viewer -> start("viewer", viewer::run));
        delays.forEach(watch -> start("delays", watch::run));
        for (var publisher : publishers) {
            start("publisher", publisher::run);
            Thread.sleep(SoakPlan.STAGGER.dividedBy(publishers.size()));
        }
        var attackers = new ArrayList<Thread>();
        if (plan.kills()) {
            attackers.add(start("killer", killer::run));
        }
        if (plan.hostile()) {
            attackers.add(start("stranger", stranger::run));
        }
        watch(begun);
        attackers.forEach(Thread::interrupt);
        publishers.forEach(StreamPublisher::end);
        return findings(awaitEnds());
    }

    private Thread start(String name, Runnable task) {
        var thread = Thread.ofVirtual().name(name).start(task);
        threads.add(thread);
        return thread;
    }

    private void watch(long begun) throws InterruptedException {
        int samples = 0;
        var now = elapsed(begun);
        while (now.compareTo(plan.length()) < 0) {
            memory.add(new MemoryLog.Sample(
                    now, ResidentMemory.byKind(network.processes().processes())));
            if (samples++ % SAMPLES_IN_A_LINE == 0) {
                System.err.println(progress(now));
            }
            var rest = plan.length().minus(elapsed(begun));
            Thread.sleep(rest.compareTo(SAMPLE) < 0 ? Duration.ofMillis(Math.max(0, rest.toMillis())) : SAMPLE);
            now = elapsed(begun);
        }
    }

    private static Duration elapsed(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private String progress(Duration now) {
        var seen = viewers.stream()
                .flatMap(viewer -> viewer.followers().stream())
                .map(PlaylistFollower::findings)
                .toList();
        return String.format(
                Locale.ROOT,
                "%3d min: %d frames in; %d segments in %d renditions, %d flawed, longest stall %.1f s; kills %s; %d MiB",
                now.toMinutes(),
                publishers.stream().mapToLong(StreamPublisher::pictures).sum(),
                seen.stream().mapToLong(RenditionWatch.Findings::segments).sum(),
                seen.size(),
                seen.stream().filter(each -> !each.seamless()).count(),
                seen.stream()
                                .map(RenditionWatch.Findings::longestStall)
                                .max(Duration::compareTo)
                                .orElse(Duration.ZERO)
                                .toMillis()
                        / 1000.0,
                Kill.byKind(killer.kills()),
                memory.samples().getLast().total() / MEBIBYTE);
    }

    private List<Boolean> awaitEnds() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_AT_END.toNanos();
        var ended = new ArrayList<Boolean>();
        for (var viewer : viewers) {
            ended.add(viewer.awaitEnd(Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
        }
        return ended;
    }

    private SoakFindings findings(List<Boolean> ended) throws InterruptedException {
        var streams = IntStream.range(0, plan.streams())
                .mapToObj(number -> stream(number, ended.get(number)))
                .toList();
        return new SoakFindings(
                streams,
                killer.kills(),
                memory(),
                new Journals(network, client).audit(),
                new SoakFindings.Hostility(stranger.tried(), stranger.shut()));
    }

    private SoakFindings.Stream stream(int number, boolean ended) {
        var publisher = publishers.get(number);
        var renditions = viewers.get(number).followers().stream()
                .map(each -> new SoakFindings.Rendition(each.rendition(), each.findings()))
                .toList();
        return new SoakFindings.Stream(
                plan.stream(number),
                publisher.pictures(),
                publisher.breaks(),
                publisher.lastBreak(),
                ended,
                renditions,
                delays.get(number).log().quantiles());
    }

    private SoakFindings.Memory memory() {
        var byKind = new EnumMap<NetworkProcess.Kind, Double>(NetworkProcess.Kind.class);
        for (var kind : NetworkProcess.Kind.values()) {
            memory.growth(kind).ifPresent(growth -> byKind.put(kind, growth.ratio()));
        }
        return new SoakFindings.Memory(memory.peakBytes(), memory.growth(), byKind);
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        client.close();
    }
}
