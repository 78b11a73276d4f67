package io.headrace.models.runner.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.trickle.Publisher;
import io.headrace.trickle.TrickleException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Publishes documents, one a segment, on a virtual thread of its own: whoever has something to tell never waits for who
 * hears it. When too many wait, further ones are dropped. Once the channel is gone nothing is sent any more.
 */
final class DocumentPost {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentPost.class);

    private final String name;
    private final Publisher publisher;
    /** An empty one is the end. */
    private final BlockingQueue<Optional<String>> waiting;

    private final Duration lastWords;
    private final Thread thread;

    private DocumentPost(String name, Publisher publisher, int most, Duration lastWords) {
        this.name = name;
        this.publisher = publisher;
        this.waiting = new LinkedBlockingQueue<>(most);
        this.lastWords = lastWords;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /**
     * @param publisher belongs to the post from now on
     * @param most documents that wait
     * @param lastWords how long {@link #end} waits for those that are not sent yet
     */
    static DocumentPost start(String name, Publisher publisher, int most, Duration lastWords) {
        var post = new DocumentPost(name, publisher, most, lastWords);
        post.thread.start();
        return post;
    }

    void send(String document) {
        if (!waiting.offer(Optional.of(document)) && thread.isAlive()) {
            LOG.warn("A document for {} is dropped, {} wait already", name, waiting.size());
        }
    }

    private void run() {
        try (publisher) {
            for (var next = waiting.take(); next.isPresent(); next = waiting.take()) {
                if (!publish(next.get())) {
                    return;
                }
            }
        } catch (InterruptedException givenUp) {
            LOG.debug("{} was given up", name);
        }
    }

    /** @return whether there is sense in going on */
    private boolean publish(String document) throws InterruptedException {
        try {
            publisher.publish(ByteBuffer.wrap(document.getBytes(UTF_8)));
            return true;
        } catch (TrickleException failure) {
            boolean gone = failure.kind() == TrickleException.Kind.NO_SUCH_CHANNEL
                    || failure.kind() == TrickleException.Kind.CHANNEL_ENDED;
            LOG.atLevel(gone ? Level.DEBUG : Level.WARN).log("{} lost a document: {}", name, failure.getMessage());
            return !gone;
        }
    }

    /** Sends what waits, if that can be done in time, and ends the channel. */
    void end() throws InterruptedException {
        if (!waiting.offer(Optional.empty()) || !thread.join(lastWords)) {
            thread.interrupt();
        }
    }
}
