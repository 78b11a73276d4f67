package io.headrace.gateway.batch.work;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.gateway.batch.result.ResultShelf;
import io.headrace.gateway.peer.OrchestratorPeer;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.peer.PeerException.Sent;
import io.headrace.job.lifecycle.Reason;
import io.headrace.transport.Answer;
import io.headrace.transport.address.AddressRules;
import io.headrace.transport.address.HostNames;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.file.VisualHeader;
import io.headrace.wire.batch.reply.BatchReply;
import io.headrace.wire.batch.reply.BatchReplyCodec;
import io.headrace.wire.batch.reply.DataUrl;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads a whole answer and fetches its files (pipelines section 3.5). An orchestrator may name its own place or one of the
 * public internet, and no other: an answer must not lead into our operator's network. Blocks its virtual thread.
 */
final class AnswerReader {

    /** What a runner says that it is, see {@code docs/protocol}. */
    static final String MODEL_KIND = "X-Model-Kind";

    private static final long MOST_BYTES = 300_000_000;
    private static final Map<String, String> ENDINGS = Map.of(
            "image/png", "png",
            "image/jpeg", "jpg",
            "image/gif", "gif",
            "image/webp", "webp",
            "video/mp4", "mp4",
            "audio/wav", "wav",
            "audio/x-wav", "wav",
            "audio/mpeg", "mp3");

    private final OrchestratorPeer peer;
    private final ResultShelf shelf;
    private final HostNames names;
    private final OwnTime own;

    AnswerReader(OrchestratorPeer peer, ResultShelf shelf, HostNames names, OwnTime own) {
        this.peer = peer;
        this.shelf = shelf;
        this.names = names;
        this.own = own;
    }

    /** @param patience until all files are here */
    Answered.Whole read(BatchRequest request, URI service, Answer answer, Duration patience) throws PeerException {
        try {
            var document = answer.readAll();
            own.heard();
            var reply = BatchReplyCodec.decode(request.pipeline(), new String(document, UTF_8));
            var kind = answer.headers().first(MODEL_KIND);
            return reply.urls().isEmpty()
                    ? new Answered.Whole(reply, Map.of(), Optional.empty(), kind)
                    : fetched(reply, service, kind, patience);
        } catch (UnreadableException senseless) {
            throw unusable(service + " gave an answer that makes no sense: " + senseless.getMessage());
        } catch (InterruptedIOException abandoned) {
            Thread.currentThread().interrupt();
            throw new PeerException(Reason.TIMEOUT, Sent.PERHAPS, "The answer of " + service + " was given up");
        } catch (IOException lost) {
            throw new PeerException(
                    Reason.PEER_LOST,
                    Sent.PERHAPS,
                    "The answer of " + service + " broke off: " + lost.getMessage(),
                    lost);
        }
    }

    private Answered.Whole fetched(BatchReply reply, URI service, Optional<String> kind, Duration patience)
            throws IOException, PeerException, UnreadableException {
        var draft = shelf.draft();
        boolean complete = false;
        try {
            var paths = new LinkedHashMap<String, String>();
            var files = new HashMap<String, Path>();
            long left = MOST_BYTES;
            for (var url : reply.urls()) {
                if (!paths.containsKey(url)) {
                    var name = paths.size() + "." + ending(url);
                    fetch(url, service, draft.file(name), left, patience);
                    left -= Files.size(draft.file(name));
                    paths.put(url, draft.path(name));
                    files.put(draft.path(name), draft.published(name));
                }
            }
            complete = true;
            return new Answered.Whole(
                    reply.withUrls(url -> paths.getOrDefault(url, url)), files, Optional.of(draft), kind);
        } finally {
            if (!complete) {
                draft.close();
            }
        }
    }

    private void fetch(String url, URI service, Path target, long mostBytes, Duration patience)
            throws IOException, PeerException, UnreadableException {
        if (DataUrl.isOne(url)) {
            var bytes = DataUrl.parse(url).bytes();
            if (bytes.length > mostBytes) {
                throw unusable(service + " answered with files of more than " + MOST_BYTES + " bytes");
            }
            Files.write(target, bytes);
        } else {
            var file = place(url, service);
            peer.download(file, within(file, service), target, mostBytes, patience);
            own.heard();
        }
    }

    private URI place(String url, URI service) throws PeerException {
        try {
            var whole = service.resolve(new URI(url));
            if (whole.getHost() == null || !leadsOut(whole, service)) {
                throw unusable(service + " names a file at " + whole.getAuthority()
                        + ", which is neither its own place nor one of the public internet");
            }
            return whole;
        } catch (URISyntaxException noAddress) {
            throw unusable(service + " names a file at no address: " + noAddress.getMessage());
        }
    }

    /** Looked at before anything is sent, for the sake of a clear sentence; its name may mean something else afterwards. */
    private boolean leadsOut(URI file, URI service) throws PeerException {
        var rules = within(file, service);
        try {
            return rules.isEmpty()
                    || rules.get().forbidden(file.getHost(), names).isEmpty();
        } catch (UnknownHostException nowhere) {
            throw unusable(service + " names a file at " + file.getHost() + ", which leads nowhere");
        }
    }

    private static Optional<AddressRules> within(URI file, URI service) {
        boolean own = String.valueOf(service.getAuthority()).equals(file.getAuthority());
        return own ? Optional.empty() : Optional.of(AddressRules.PUBLIC);
    }

    private static PeerException unusable(String sentence) {
        return new PeerException(Reason.RESULT_UNUSABLE, Sent.PERHAPS, sentence);
    }

    private static String ending(String url) throws UnreadableException {
        if (DataUrl.isOne(url)) {
            return ENDINGS.getOrDefault(DataUrl.parse(url).mediaType(), "bin");
        }
        var path = url.replaceFirst("[?#].*$", "");
        var ending = path.substring(path.lastIndexOf('.') + 1);
        return ending.matches("[A-Za-z0-9]{1,5}") ? ending : "bin";
    }

    /** Of all pictures and films in the answer; empty when one of its files is something else. */
    static OptionalLong pixels(Answered.Whole answer) throws IOException {
        long sum = 0;
        for (var path : answer.draft().isPresent() ? answer.reply().urls() : List.<String>of()) {
            var name = path.substring(path.lastIndexOf('/') + 1);
            try (var file = Files.newInputStream(answer.draft().get().file(name))) {
                var pixels = VisualHeader.read(file, true).pixels();
                if (pixels.isEmpty()) {
                    return pixels;
                }
                sum += pixels.getAsLong();
            }
        }
        return sum == 0 ? OptionalLong.empty() : OptionalLong.of(sum);
    }
}
