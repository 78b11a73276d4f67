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

    private RequestDoor(
            GatewaySettings settings, NodeBase base, GatewayFloor floor, Journal journal, Consumer<Duration> told)
            throws IOException {
        var data = settings.data();
        var folder = data.root().resolve("requests");
        var hooks = new Webhooks(
                base.host(),
                HostNames.system(),
                settings.reach() == Reach.ANYWHERE
                        ? AddressRules.publicAnd(AddressRange.LOOPBACK)
                        : AddressRules.PUBLIC,
                data.webhookSecret(base.secrets()),
                Webhooks.Post.over(floor.web()));
        side = BatchSide.open(
                new BatchTools(
                        BatchConfig.in(folder),
                        BatchLimits.USUAL,
                        floor::directory,
                        HostNames.system(),
                        hooks,
                        base.clock(),
                        told),
                floor.tools(),
                data.jobs(),
                journal,
                base.secrets());
        var pipelines = new PipelinesApi(() -> floor.directory(Capabilities.NONE));
        openAi = new OpenAiApi(
                new OpenAiTools(
                        side.desk(),
                        side.later(),
                        BatchLimits.USUAL::excess,
                        () -> offers(pipelines),
                        FileProbe.HEADERS.or(SoundProbe.by(floor.tools().media())),
                        new EncodedSpeech(floor.tools().media(), folder.resolve("uploads")),
                        ClientAuthorization.EVERYBODY,
                        base.clock(),
                        base.ticker()),
                OpenAiConfig.in(folder.resolve("uploads")));
        containerJobs = new RunningJobs(data.jobs(), MOST_CONTAINER_JOBS, floor.tools(), journal, base.secrets());
        containers = new ByocJobs(
                containerJobs,
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

    /**
     * @param told what the gateway itself took of a request whose client gets its answer
     * @throws IOException when what is kept on disk cannot be read
     */
    static RequestDoor open(
            GatewaySettings settings, NodeBase base, GatewayFloor floor, Journal journal, Consumer<Duration> told)
            throws IOException {
        return new RequestDoor(settings, base, floor, journal, told);
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
