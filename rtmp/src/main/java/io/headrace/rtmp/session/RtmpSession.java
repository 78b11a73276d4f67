package io.headrace.rtmp.session;

import io.headrace.rtmp.codec.ChunkReader;
import io.headrace.rtmp.codec.Command;
import io.headrace.rtmp.codec.Handshake;
import io.headrace.rtmp.codec.Message;
import io.headrace.rtmp.codec.ProtocolViolation;
import io.headrace.rtmp.flv.UnitAssembly;
import io.headrace.rtmp.publish.Admission;
import io.headrace.rtmp.publish.End;
import io.headrace.rtmp.publish.PublishDesk;
import io.headrace.rtmp.publish.PublishRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection. Its thread reads the socket as fast as it can, answers commands, and makes units; a {@link Handover}
 * brings these to the publisher. However the session ends, a publisher that was accepted hears of it.
 */
public final class RtmpSession implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(RtmpSession.class);
    private static final int PING_REQUEST = 6;

    private final Socket socket;
    private final SessionLimits limits;
    private final PublishDesk desk;
    private final LongSupplier elapsed;
    private final Verdict verdict = new Verdict();
    private final InetSocketAddress client;
    private final SocketInput in;
    private final Outgoing out;
    private final Acknowledgements acknowledgements;
    private final ChunkReader chunks;
    private final Dialogue dialogue;
    private final UnitAssembly units = new UnitAssembly();
    private @Nullable Handover handover;

    /**
     * @param timer closes sockets whose peers do not read
     * @param elapsed nanoseconds from an arbitrary origin, which never go backwards
     */
    public RtmpSession(
            Socket socket, SessionLimits limits, PublishDesk desk, ScheduledExecutorService timer, LongSupplier elapsed)
            throws IOException {
        this.socket = socket;
        this.limits = limits;
        this.desk = desk;
        this.elapsed = elapsed;
        this.client = (InetSocketAddress) socket.getRemoteSocketAddress();
        this.in = new SocketInput(socket, verdict, elapsed);
        this.out = new Outgoing(socket, timer, limits.message());
        this.acknowledgements = new Acknowledgements(out);
        this.chunks = new ChunkReader(in, limits.wire());
        this.dialogue = new Dialogue(out, client);
    }

    /** Asks the session to end soon; any thread may. */
    public void close() {
        verdict.pass(End.CLOSED, Status.SHUTDOWN, "The server is shutting down; try again later");
    }

    /**
     * Serves the connection until its end. What still comes then is read and thrown away for a while: closing on unread
     * bytes would reset the connection, and the client would lose our last words.
     */
    @Override
    public void run() {
        var how = End.LOST;
        try (socket) {
            how = serve();
            socket.shutdownOutput();
            tellPublisher(how);
            in.drain(limits.farewell());
        } catch (IOException lost) {
            LOG.debug("The connection of {} broke: {}", client, lost.getMessage());
        } catch (InterruptedException closing) {
            how = End.CLOSED;
        } catch (RuntimeException bug) {
            LOG.error("The session of {} failed", client, bug);
        } finally {
            tellPublisher(how);
        }
    }

    private void tellPublisher(End how) {
        var last = handover;
        handover = null;
        if (last != null) {
            try {
                last.end(how);
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private End serve() throws IOException, InterruptedException {
        try {
            converse();
            return End.FINISHED;
        } catch (ProtocolViolation violation) {
            return sendAway(new SessionEnded(End.INVALID, Status.FAILED, String.valueOf(violation.getMessage())));
        } catch (SessionEnded ended) {
            return sendAway(ended);
        }
    }

    private void converse() throws IOException, InterruptedException {
        in.expect("complete handshake", limits.handshake());
        Handshake.answer(in, out.stream());
        in.whenNothingIsLeft(acknowledgements);
        in.expect("wish to publish", limits.untilPublish());
        while (!dialogue.done()) {
            take(nextMessage());
        }
    }

    /** Before it publishes a client has one deadline for everything. */
    private Message nextMessage() throws IOException {
        if (handover != null) {
            in.expect("message", limits.idle());
            in.awaitByte();
            in.expect("rest of a message", limits.message());
        }
        return chunks.read();
    }

    private void take(Message message) throws IOException, InterruptedException {
        switch (message.type()) {
            case Message.WINDOW_ACKNOWLEDGEMENT_SIZE -> window(message);
            case Message.USER_CONTROL -> answerPing(message);
            case Message.COMMAND_AMF0, Message.COMMAND_AMF3 -> command(message);
            case Message.AUDIO, Message.VIDEO -> media(message);
            case Message.AGGREGATE ->
                throw new ProtocolViolation(
                        "Aggregate messages are not taken; send audio and video messages one by one");
            default -> {
                // Metadata says nothing that the media does not; acknowledgements and bandwidth limit what we send.
            }
        }
    }

    private void window(Message message) {
        if (message.payload().remaining() >= Integer.BYTES) {
            acknowledgements.window(message.payload().getInt());
        }
    }

    private void answerPing(Message message) throws IOException {
        var event = message.payload();
        if (event.remaining() >= 6 && event.getShort() == PING_REQUEST) {
            out.pong(event.getInt());
        }
    }

    private void command(Message message) throws IOException, InterruptedException {
        var request = dialogue.take(Command.parse(message, limits.wire()));
        if (request.isPresent()) {
            publish(request.get());
        }
    }

    private void publish(PublishRequest request) throws IOException, InterruptedException {
        switch (desk.admit(request)) {
            case Admission.Accepted(var publisher) -> {
                handover = Handover.to(publisher, limits, verdict, elapsed);
                chunks.allowMedia();
                out.streamBegins(Dialogue.STREAM);
                out.status(Dialogue.STREAM, true, Status.STARTED, "Publishing");
            }
            case Admission.Refused(var sentence) -> throw new SessionEnded(End.REFUSED, Status.DENIED, sentence);
        }
    }

    private void media(Message message) throws IOException, InterruptedException {
        if (handover == null) {
            return;
        }
        var unit = message.type() == Message.VIDEO
                ? units.video(message.timestamp(), message.payload())
                : units.sound(message.timestamp(), message.payload());
        if (unit.isPresent()) {
            handover.hand(unit.get());
        }
    }

    private End sendAway(SessionEnded ended) {
        LOG.debug("The session of {} ends ({}): {}", client, ended.how(), ended.getMessage());
        try {
            if (dialogue.connected()) {
                out.status(Dialogue.STREAM, false, ended.status(), String.valueOf(ended.getMessage()));
            }
        } catch (IOException gone) {
            LOG.debug("{} did not hear why it was sent away: {}", client, gone.getMessage());
        }
        return ended.how();
    }
}
