package io.headrace.orchestrator.byoc.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.trickle.Channel;
import io.headrace.trickle.ChannelName;
import io.headrace.trickle.Channels;
import io.headrace.trickle.Creation;
import io.headrace.trickle.Publication;
import io.headrace.trickle.Reset;
import io.headrace.trickle.Secrets;
import io.headrace.trickle.Seq;
import io.headrace.wire.byoc.JobParameters;
import io.headrace.wire.byoc.StreamChannels;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The channels of one stream, as many as it asked for. Each name is 128 random bits of its own: existing orchestrators
 * name them after the stream, so that whoever knows a stream's id could write, read and close all of them. Any thread.
 */
final class StreamRoom implements AutoCloseable {

    private static final String VIDEO = "video/MP2T";
    private static final String JSON = "application/json";
    private static final String JSON_LINES = "application/jsonl";

    private final Channels channels;
    private final Map<Role, Channel> open = new EnumMap<>(Role.class);

    private enum Role {
        CONTROL(JSON),
        EVENTS(JSON),
        INGRESS(VIDEO),
        EGRESS(VIDEO),
        DATA(JSON_LINES);

        private final String mediaType;

        Role(String mediaType) {
            this.mediaType = mediaType;
        }

        private boolean isFor(JobParameters job) {
            return switch (this) {
                case CONTROL, EVENTS -> true;
                case INGRESS -> job.videoIngress();
                case EGRESS -> job.videoEgress();
                case DATA -> job.dataOutput();
            };
        }

        private boolean isTheGateways() {
            return this == CONTROL || this == INGRESS;
        }
    }

    private StreamRoom(Channels channels) {
        this.channels = channels;
    }

    /** Empty when as many channels are open as may be. */
    static Optional<StreamRoom> open(Channels channels, Secrets secrets, JobParameters job) {
        var room = new StreamRoom(channels);
        for (var role : Role.values()) {
            if (role.isFor(job) && !room.create(role, secrets)) {
                room.close();
                return Optional.empty();
            }
        }
        return Optional.of(room);
    }

    private boolean create(Role role, Secrets secrets) {
        if (channels.create(ChannelName.random(secrets), role.mediaType) instanceof Creation.Created(var channel)) {
            open.put(role, channel);
            return true;
        }
        return false;
    }

    /** @param base where channels are found, with a slash at its end */
    StreamChannels at(String base) {
        return new StreamChannels(
                url(base, Role.CONTROL).orElseThrow(),
                url(base, Role.EVENTS).orElseThrow(),
                url(base, Role.INGRESS),
                url(base, Role.EGRESS),
                url(base, Role.DATA));
    }

    private Optional<String> url(String base, Role role) {
        return Optional.ofNullable(open.get(role)).map(channel -> base + channel.name());
    }

    /** @param appDown what is known of the application besides */
    Signs signs(boolean appDown) {
        return new Signs(
                begun(false),
                begun(true),
                channel(Role.EVENTS).hasEnded(),
                channel(Role.CONTROL).hasEnded(),
                appDown);
    }

    private long begun(boolean byGateway) {
        return open.entrySet().stream()
                .filter(each -> each.getKey().isTheGateways() == byGateway)
                .mapToLong(each -> each.getValue().head())
                .sum();
    }

    private Channel channel(Role role) {
        return Optional.ofNullable(open.get(role)).orElseThrow();
    }

    /** At the head of the events, and what was begun before ends there: whoever reads an older event goes on to this one. */
    void tell(String event) {
        if (channel(Role.EVENTS).publish(Seq.NEXT, Reset.EARLIER_SEGMENTS) instanceof Publication.Open(var writer)) {
            try (writer) {
                writer.append(ByteBuffer.wrap(event.getBytes(UTF_8)));
                writer.finish();
            }
        }
    }

    @Override
    public void close() {
        open.values().forEach(channel -> channels.remove(channel.name()));
    }

    /** Not its names. */
    @Override
    public String toString() {
        return "StreamRoom of " + open.keySet();
    }
}
