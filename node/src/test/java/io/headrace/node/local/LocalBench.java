package io.headrace.node.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.engine.ChildException;
import io.headrace.engine.media.MediaEngine;
import io.headrace.gateway.Gateway;
import io.headrace.gateway.run.RunView;
import io.headrace.gateway.run.RunningJobs;
import io.headrace.job.JobId;
import io.headrace.job.Outcome;
import io.headrace.journal.Fact;
import io.headrace.journal.Journal;
import io.headrace.journal.JournalEntry;
import io.headrace.media.AccessUnit;
import io.headrace.media.FrameRate;
import io.headrace.media.LadderText;
import io.headrace.media.request.ClipShape;
import io.headrace.media.request.MediaAnswer;
import io.headrace.media.request.MediaDescription;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.Preset;
import io.headrace.media.request.SegmentFile;
import io.headrace.media.ts.TsDemuxer;
import io.headrace.node.data.DataDirectory;
import io.headrace.node.role.LiveSettings;
import io.headrace.node.role.MediaPrograms;
import io.headrace.node.role.ModelSettings;
import io.headrace.node.role.OrchestratorRole;
import io.headrace.node.role.RealtimeSettings;
import io.headrace.payments.Price;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A local network on free ports, with real FFmpeg children and a clip that costs little. */
final class LocalBench implements AutoCloseable {

    static final String LADDER = "small=256x144@150k,tiny=192x108@80k";
    static final int FRAMES = 90;

    private static final int RATE = 15;
    private static final Duration LENGTH = Duration.ofSeconds(6);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LocalNetwork network;
    private final Path folder;
    private final Path clip;

    private LocalBench(LocalNetwork network, Path folder, Path clip) {
        this.network = network;
        this.folder = folder;
        this.clip = clip;
    }

    static LocalBench open(Path folder, LocalPlan.Money money) throws Exception {
        return open(folder, money, LiveSettings.open(0), Map.of());
    }

    /** @param faults by an orchestrator's name */
    static LocalBench open(Path folder, LocalPlan.Money money, LiveSettings live, Map<String, String> faults)
            throws Exception {
        return open(folder, money, live, faults, ModelSettings.NONE);
    }

    /** One that computes live video and is paid for it. */
    static LocalBench computing(Path folder, ModelSettings models) throws Exception {
        var live = LiveSettings.open(0).with(RealtimeSettings.any());
        return open(folder, LocalPlan.Money.LEDGER, live, Map.of(), models);
    }

    private static LocalBench open(
            Path folder, LocalPlan.Money money, LiveSettings live, Map<String, String> faults, ModelSettings models)
            throws Exception {
        var data = new DataDirectory(folder.resolve("network")).created();
        Files.createSymbolicLink(data.natives(), natives());
        var clip = makeClip(folder);
        var plan = new LocalPlan(data, new LocalPlan.Ports.Any(), money, faults, live, Preset.ULTRAFAST, 1, models);
        return new LocalBench(LocalNetwork.start(plan), folder, clip);
    }

    static Path natives() throws IOException {
        return Files.createDirectories(Path.of("target", "natives").toAbsolutePath());
    }

    private static Path makeClip(Path folder) throws Exception {
        return makeClip(folder.resolve("clip.mp4"), ClipShape.of(320, 180, RATE, LENGTH));
    }

    private static Path makeClip(Path clip, ClipShape shape) throws Exception {
        try (var media = MediaPrograms.open(natives(), 1)) {
            media.ask(new MediaRequest.MakeClip(clip, shape), PATIENCE);
        }
        return clip;
    }

    LocalNetwork network() {
        return network;
    }

    Path folder() {
        return folder;
    }

    RunView submitClip() throws IOException, RunningJobs.Busy {
        return submit(clip, LADDER, Optional.empty());
    }

    RunView submit(Path file, String ladder, Optional<Price> maxPrice) throws IOException, RunningJobs.Busy {
        try (var bytes = Files.newInputStream(file)) {
            var submission = new Gateway.Submission(file.getFileName().toString(), LadderText.parse(ladder), maxPrice);
            return network.gateway().gateway().submit(submission, bytes);
        }
    }

    /** The clip's pictures, in order. */
    List<AccessUnit.Picture> pictures() throws Exception {
        return pictures(clip, folder);
    }

    /** Those of a clip that is made for it, without a network. */
    static List<AccessUnit.Picture> pictures(Path folder) throws Exception {
        return pictures(makeClip(folder), folder);
    }

    /** As a browser's camera gives them: shown in the order in which they come. */
    static List<AccessUnit.Picture> cameraPictures(Path folder) throws Exception {
        var shape = new ClipShape(320, 180, FrameRate.of(RATE), LENGTH, false, 0, RATE);
        return pictures(makeClip(folder.resolve("camera.mp4"), shape), folder.resolve("camera"));
    }

    private static List<AccessUnit.Picture> pictures(Path clip, Path folder) throws Exception {
        try (var media = MediaPrograms.open(natives(), 1)) {
            return pictures(media, clip, folder);
        }
    }

    /** A clip's pictures, in order. */
    static List<AccessUnit.Picture> pictures(MediaEngine media, Path clip, Path folder) throws Exception {
        var pictures = new ArrayList<AccessUnit.Picture>();
        var segments = new ArrayList<SegmentFile>();
        media.ask(
                new MediaRequest.Split(clip, Files.createDirectories(folder.resolve("cut")), Duration.ofSeconds(2)),
                PATIENCE,
                segments::add);
        var demuxer = new TsDemuxer();
        for (var segment : segments) {
            keep(demuxer.feed(segment.load().bytes().asByteBuffer()), pictures);
            keep(demuxer.finish(), pictures);
        }
        return pictures;
    }

    private static void keep(List<AccessUnit> units, List<AccessUnit.Picture> pictures) {
        units.stream()
                .filter(AccessUnit.Picture.class::isInstance)
                .map(AccessUnit.Picture.class::cast)
                .forEach(pictures::add);
    }

    Path clip() {
        return clip;
    }

    /** A container at that port of this machine, with the first orchestrator, one at a time at 1000 wei a second. */
    void register(String name, int port) throws Exception {
        var orchestrator = network.orchestrators().getFirst();
        var secret = Files.readString(
                        folder.resolve("network").resolve(orchestrator.name()).resolve("orch.secret"))
                .strip();
        var body = "{\"name\":\"" + name + "\",\"url\":\"http://127.0.0.1:" + port
                + "\",\"capacity\":1,\"price_per_unit\":1000,\"price_scaling\":1}";
        var limits = new HttpCall.Limits(Duration.ofSeconds(20), Duration.ofSeconds(20), 10_000);
        var call = HttpCall.post(
                URI.create(orchestrator.serviceUri() + "/capability/register"),
                Headers.of("Authorization", secret),
                limits);
        try (var trusting = HttpClient.start(ClientConfig.FOR_NODES);
                var answer = trusting.send(call, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)))) {
            assertThat(answer.status()).as("registering %s", name).isEqualTo(200);
        }
    }

    static Outcome end(RunView view) throws InterruptedException {
        if (!view.awaitEnd(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("The job is still " + view.state());
        }
        return view.outcome().orElseThrow();
    }

    /** What a measuring child says of one of the job's joined files. */
    static Duration duration(MediaEngine media, Path file) throws ChildException, InterruptedException {
        return switch (media.ask(new MediaRequest.Probe(file), PATIENCE)) {
            case MediaAnswer.Done<MediaDescription> done -> done.reply().duration();
            case MediaAnswer.Refused<MediaDescription> refused ->
                throw new AssertionError(refused.refusal().sentence());
        };
    }

    <F extends Fact> List<F> paidSide(RunView view, Class<F> kind) {
        return facts(network.gateway().journal(), id(view), kind);
    }

    /** Of all orchestrators. */
    <F extends Fact> List<F> workingSide(RunView view, Class<F> kind) {
        return network.orchestrators().stream()
                .map(OrchestratorRole::journal)
                .flatMap(journal -> facts(journal, id(view), kind).stream())
                .toList();
    }

    private static <F extends Fact> List<F> facts(Journal journal, JobId job, Class<F> kind) {
        return journal.read(job).stream()
                .map(JournalEntry::fact)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static JobId id(RunView view) {
        return new JobId(view.order().id());
    }

    @Override
    public void close() {
        network.close();
    }
}
