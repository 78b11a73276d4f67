package io.headrace.gateway.byoc.stream;

import io.headrace.gateway.live.StreamOrder;
import io.headrace.gateway.realtime.auth.RealtimeOrders;
import io.headrace.wire.byoc.JobHeader;
import io.headrace.wire.byoc.JobParameters;
import io.headrace.wire.byoc.StreamStart;
import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.UnreadableException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what a client asks for. */
final class StreamOrders {

    private static final String OUTPUT = "-out";

    private StreamOrders() {}

    /**
     * @param drawn for a stream whose client gave it no id
     * @throws IllegalArgumentException with a sentence for the client
     */
    static StreamAsk ask(JobHeader job, StreamStart start, String drawn) throws UnreadableException {
        var parameters = start.parameters();
        if (!parameters.isEmpty()) {
            JsonDocument.parse(parameters, "params", StreamStart.MAX_LENGTH);
        }
        return new StreamAsk(
                id(start, drawn),
                job.capability(),
                JobParameters.decode(job.parameters()),
                job.parameters(),
                Optional.of(parameters).filter(text -> !text.isEmpty()),
                pushes(start.rtmpOutput()));
    }

    private static String id(StreamStart start, String drawn) throws UnreadableException {
        var own = start.streamId().isEmpty() ? drawn : start.streamId();
        var id = Stream.of(start.name(), own).filter(part -> !part.isEmpty()).collect(Collectors.joining("-"));
        if (!StreamOrder.isName(id) || id.endsWith(OUTPUT)) {
            throw new UnreadableException("a stream's id has letters, digits, '.', '_' and '-', and does not end in "
                    + OUTPUT + ": \"" + id + "\"");
        }
        return id;
    }

    private static List<URI> pushes(String address) {
        return address.isEmpty() ? List.of() : List.of(RealtimeOrders.push(address));
    }
}
