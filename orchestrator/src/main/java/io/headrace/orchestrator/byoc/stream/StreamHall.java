package io.headrace.orchestrator.byoc.stream;

import io.headrace.crypto.EthAddress;
import io.headrace.trickle.Channels;
import io.headrace.trickle.Secrets;
import io.headrace.wire.byoc.JobParameters;
import io.headrace.wire.byoc.StreamChannels;
import io.headrace.wire.text.UnreadableException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where streams are set up: their channels, under the addresses by which each side reaches them. Any thread.
 *
 * @param serviceUri under which gateways reach this node; known once it listens
 */
record StreamHall(
        StreamConfig config,
        Channels channels,
        Secrets secrets,
        Supplier<String> serviceUri,
        Streams streams,
        RunningStream.Tools tools) {

    /** Where the channels of streams are, apart from those of live sessions. */
    static final String BASE = "/ai/stream/trickle/";

    /** It goes into a header of the application's and into logs. */
    private static final String ID = "[\\x21-\\x7e]{1,128}";

    static RunningStream.Id id(EthAddress sender, String stream) throws UnreadableException {
        if (!stream.matches(ID)) {
            throw new UnreadableException("a stream's id has 1 to 128 visible characters of ASCII; this one has "
                    + stream.length() + " characters");
        }
        return new RunningStream.Id(sender, stream);
    }

    /** Empty when as many channels are open as may be. */
    Optional<StreamRoom> open(JobParameters parameters) {
        return StreamRoom.open(channels, secrets, parameters);
    }

    StreamChannels forGateways(StreamRoom room) {
        return room.at(serviceUri.get() + BASE);
    }

    StreamChannels forApps(StreamRoom room) {
        var uri = serviceUri.get();
        return room.at(config.runnerHost().map(host -> host.in(uri)).orElse(uri) + BASE);
    }

    RunningStream stream(RunningStream.Id id, RunningStream.Holdings holdings, boolean isOurs) {
        var interval = config.charging().interval(isOurs);
        return new RunningStream(id, holdings, interval, tools, () -> streams.remove(id));
    }
}
