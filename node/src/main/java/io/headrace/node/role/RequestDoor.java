package io.headrace.node.role;

import io.headrace.gateway.batch.BatchConfig;
import io.headrace.gateway.batch.api.BatchLimits;
import io.headrace.gateway.batch.api.PipelinesApi;
import io.headrace.gateway.batch.api.SoundProbe;
import io.headrace.gateway.batch.later.Webhooks;
import io.headrace.gateway.batch.side.BatchSide;
import io.headrace.gateway.batch.side.BatchTools;
import io.headrace.gateway.byoc.ByocApi;
import io.headrace.gateway.byoc.ByocConfig;
import io.headrace.gateway.byoc.ByocJobs;
import io.headrace.gateway.byoc.NetworkContainerPeer;
import io.headrace.gateway.discovery.Reach;
import io.headrace.gateway.openai.ClientAuthorization;
import io.headrace.gateway.openai.EncodedSpeech;
import io.headrace.gateway.openai.FileProbe;
import io.headrace.gateway.openai.ModelOffer;
import io.headrace.gateway.openai.OpenAiApi;
import io.headrace.gateway.openai.OpenAiConfig;
import io.headrace.gateway.openai.OpenAiTools;
import io.headrace.gateway.run.RunningJobs;
import io.headrace.journal.Journal;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.PipelineName;
import io.headrace.transport.Route;
import io.headrace.transport.address.AddressRange;
import io.headrace.transport.address.AddressRules;
import io.headrace.transport.address.HostNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Where requests to models and to containers come in: by the network's routes and by OpenAI's. */
final class RequestDoor implements AutoCloseable {

    private static final int MOST_CONTAINER_JOBS = 1_000;

    private final BatchSide side;
    private final OpenAiApi openAi;
    private final RunningJobs containerJobs;
    private final ByocJobs containers;

    private RequestDoor(BatchSide side, OpenAiApi openAi, RunningJobs containerJobs, ByocJobs containers) {
        this.side = side;
        this.openAi = openAi;
        this.containerJobs = containerJobs;
        this.containers = containers;
    }

    /**
     * @param told what the gateway itself took of a request whose client gets its answer
     * @throws IOException when what is kept on disk cannot be read
     */
    static RequestDoor open(
            GatewaySettings settings, NodeBase base, GatewayFloor floor, Journal journal, Consumer<Duration> told)
            throws IOException {
        var data = settings.data();
        var folder = data.root().resolve("requests");
        var tools = new BatchTools(
                BatchConfig.in(folder),
                BatchLimits.USUAL,
                floor::directory,
                HostNames.system(),
                hooks(settings, base, floor),
                base.clock(),
                told);
        var side = BatchSide.open(tools, floor.tools(), data.jobs(), journal, base.secrets());
        var jobs = new RunningJobs(data.jobs(), MOST_CONTAINER_JOBS, floor.tools(), journal, base.secrets());
        return new RequestDoor(
                side, openAi(folder.resolve("uploads"), side, base, floor), jobs, containers(jobs, base, floor));
    }

    /** Who waits for results later; on a local network that may be this machine. */
    private static Webhooks hooks(GatewaySettings settings, NodeBase base, GatewayFloor floor) {
        var allowed = settings.reach() == Reach.ANYWHERE
                ? AddressRules.publicAnd(AddressRange.LOOPBACK)
                : AddressRules.PUBLIC;
        return new Webhooks(
                base.host(),
                HostNames.system(),
                allowed,
                settings.data().webhookSecret(base.secrets()),
                Webhooks.Post.over(floor.web()));
    }

    private static OpenAiApi openAi(Path uploads, BatchSide side, NodeBase base, GatewayFloor floor)
            throws IOException {
        var pipelines = new PipelinesApi(() -> floor.directory(Capabilities.NONE));
        var tools = new OpenAiTools(
                side.desk(),
                side.later(),
                BatchLimits.USUAL::excess,
                () -> offers(pipelines),
                FileProbe.HEADERS.or(SoundProbe.by(floor.tools().media())),
                new EncodedSpeech(floor.tools().media(), uploads),
                ClientAuthorization.EVERYBODY,
                base.clock(),
                base.ticker());
        return new OpenAiApi(tools, OpenAiConfig.in(uploads));
    }

    private static ByocJobs containers(RunningJobs jobs, NodeBase base, GatewayFloor floor) {
        return new ByocJobs(
                jobs,
                floor.tools(),
                floor.source(),
                new NetworkContainerPeer(floor.client()),
                ByocConfig.DEFAULT,
                base.secrets());
    }

    private static List<ModelOffer> offers(PipelinesApi pipelines) {
        try {
            return pipelines.models().stream().flatMap(RequestDoor::offer).toList();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static Stream<ModelOffer> offer(PipelinesApi.Model model) {
        return BuiltInPipelines.find(new PipelineName(model.pipeline())).stream()
                .map(pipeline -> new ModelOffer(pipeline, model.model()));
    }

    /** The gateway closes it. */
    BatchSide side() {
        return side;
    }

    /** Jobs of containers. */
    ByocJobs containers() {
        return containers;
    }

    /** @param playback of live streams, whose paths have the form of those of results */
    List<Route> routes(List<Route> playback) {
        var routes = new ArrayList<>(side.routes(playback));
        routes.addAll(openAi.routes());
        routes.addAll(new ByocApi(containers).routes());
        return routes;
    }

    @Override
    public void close() {
        containerJobs.close();
    }
}
