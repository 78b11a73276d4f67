package io.headrace.gateway.byoc.stream;

import io.headrace.gateway.byoc.ByocJobs;
import io.headrace.gateway.order.RealtimeJobOrder.Standby;
import io.headrace.gateway.peer.ChannelRules;
import io.headrace.gateway.realtime.RealtimeStream;
import io.headrace.gateway.realtime.RealtimeStreams;
import io.headrace.gateway.realtime.flow.FlowTools;
import io.headrace.gateway.realtime.order.RealtimeOrder;
import io.headrace.gateway.realtime.output.OutputSink;
import io.headrace.media.AccessUnit;
import io.headrace.transport.HttpClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The containers' streams of a gateway, by id. They stand among its real-time streams, by whose ways they are published
 * and watched; here they are begun and steered. Any thread.
 */
public final class ContainerStreams {

    private final RealtimeStreams streams;
    private final ContainerWork.Tools tools;

    /** Guarded by this. */
    private final Map<String, ContainerStream> running = new LinkedHashMap<>();

    /**
     * @param streams among which they stand
     * @param client by which orchestrators are asked
     * @param rules where their channels may be
     */
    public ContainerStreams(
            RealtimeStreams streams,
            ByocJobs jobs,
            HttpClient client,
            ChannelRules rules,
            FlowTools flow,
            StreamTimes times) {
        this.streams = streams;
        this.tools = new ContainerWork.Tools(jobs, client, rules, flow, times);
    }

    /** One that was begun. */
    record ContainerStream(StreamAsk ask, RealtimeStream stream, ContainerWork work, DataFan data) {

        /** Why nobody can publish to it, in a sentence for who tries. */
        Optional<String> hindrance() {
            return ask.channels().videoIngress()
                    ? Optional.empty()
                    : Optional.of("The stream takes no video: its job did not say enable_video_ingress");
        }

        /** What has come is still worked on, and whoever publishes is told. */
        void stop(String words) {
            work.stop(words);
            stream.stop();
        }
    }

    /** Whether a stream was begun. */
    sealed interface Beginning {
        record Begun(ContainerStream stream) implements Beginning {}

        /** @param status of HTTP */
        record Refused(int status, String sentence) implements Beginning {}
    }

    synchronized Beginning begin(StreamAsk ask) {
        if (find(ask.id()).isPresent()) {
            return new Beginning.Refused(400, "A stream " + ask.id() + " is under way already");
        }
        var data = new DataFan();
        var work = new AtomicReference<Optional<ContainerWork>>(Optional.empty());
        var opening = streams.open(order(ask), (_, output) -> {
            var made = ContainerWork.begin(ask, tools, output, data);
            work.set(Optional.of(made));
            return made;
        });
        return switch (opening) {
            case RealtimeStreams.Refused(int status, var sentence) ->
                new Beginning.Refused(status == 409 ? 400 : status, sentence);
            case RealtimeStreams.Opened(var stream) -> {
                var begun = new ContainerStream(ask, stream, work.get().orElseThrow(), data);
                stream.output().add(new Dismissal(stream));
                running.values().removeIf(each -> each.stream().over());
                running.put(ask.id(), begun);
                yield new Beginning.Begun(begun);
            }
        };
    }

    /** Whoever publishes is told when the work has ended. */
    private record Dismissal(RealtimeStream stream) implements OutputSink {
        @Override
        public void unit(AccessUnit unit) {}

        @Override
        public void ended() {
            stream.stop();
        }
    }

    private static RealtimeOrder order(StreamAsk ask) {
        return new RealtimeOrder(
                ask.id(),
                ask.id(),
                ask.capability(),
                "",
                ask.parameters().orElse("{}"),
                "",
                Standby.NONE,
                Optional.empty(),
                ask.pushes(),
                RealtimeOrder.Recording.NONE);
    }

    /** One that is under way. */
    synchronized Optional<ContainerStream> find(String id) {
        return Optional.ofNullable(running.get(id))
                .filter(each -> !each.stream().over());
    }

    /** Ends it; from now on nobody finds it. */
    synchronized Optional<ContainerStream> remove(String id) {
        var found = find(id);
        running.remove(id);
        return found;
    }
}
