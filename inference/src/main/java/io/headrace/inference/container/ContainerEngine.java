package io.headrace.inference.container;

import com.github.dockerjava.api.model.Container;
import io.headrace.inference.source.ContainerRunner;
import io.headrace.inference.source.Containers;
import io.headrace.inference.source.Opening;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts runners in containers of Docker or Podman (pipelines reference section 2.4). An engine that is absent, dies or is
 * slow is a failed opening with a sentence; whoever watches the runner tries again. Containers run on without it, and
 * their runners are asked as before.
 *
 * <p>Every container of ours has the labels {@code creator=headrace} and {@code creator_id}. Those that an earlier life of
 * this worker left behind are removed before the first is created, and no others ever. Blocks; any thread.
 */
public final class ContainerEngine implements Containers, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ContainerEngine.class);
    private static final String CREATOR = "creator";
    private static final String CREATOR_ID = "creator_id";

    private final EngineAccess access;
    private final EngineCalls calls;
    private final Map<String, String> labels;
    private final AtomicInteger created = new AtomicInteger();
    private final ReentrantLock clearing = new ReentrantLock();
    private boolean cleared;

    private ContainerEngine(EngineAccess access) {
        this.access = access;
        this.calls = new EngineCalls(access);
        this.labels = Map.of(CREATOR, "headrace", CREATOR_ID, access.creator());
    }

    /** Does not ask the engine yet. */
    public static ContainerEngine at(EngineAccess access) {
        return new ContainerEngine(access);
    }

    /**
     * Removes what an earlier life of this worker left behind, once; the first opening does it otherwise.
     *
     * @return the names of the containers that were removed
     */
    public List<String> clearOrphans() throws EngineException, InterruptedException {
        clearing.lockInterruptibly();
        try {
            var removed = new ArrayList<String>();
            if (!cleared) {
                for (var orphan : calls.list(labels)) {
                    if (isOurs(orphan.getLabels())) {
                        calls.remove(orphan.getId());
                        removed.add(name(orphan));
                    }
                }
                cleared = true;
            }
            if (!removed.isEmpty()) {
                LOG.info("Removed containers that an earlier life left behind: {}", removed);
            }
            return removed;
        } finally {
            clearing.unlock();
        }
    }

    /** Asked anew, whatever the engine made of the filter. */
    private boolean isOurs(@Nullable Map<String, String> found) {
        return found != null && found.entrySet().containsAll(labels.entrySet());
    }

    private static String name(Container container) {
        var names = container.getNames();
        return names.length == 0 ? container.getId() : names[0].replaceFirst("^/", "");
    }

    @Override
    public Opening open(ContainerRunner wanted, String token) throws InterruptedException {
        var opening = new CompletableFuture<Opening>();
        Thread.ofVirtual().name("open-container").start(() -> open(wanted, token, opening));
        try {
            return opening.get();
        } catch (InterruptedException unwanted) {
            // Only when the engine has answered is it known what is to be removed.
            if (opening.join() instanceof Opening.Opened(var runner)) {
                runner.close();
            }
            throw unwanted;
        } catch (ExecutionException bug) {
            throw new IllegalStateException("A container of " + wanted.image() + " could not be opened", bug);
        }
    }

    private void open(ContainerRunner wanted, String token, CompletableFuture<Opening> opening) {
        try {
            opening.complete(opened(wanted, token));
        } catch (InterruptedException | RuntimeException bug) {
            opening.completeExceptionally(bug);
        }
    }

    private Opening opened(ContainerRunner wanted, String token) throws InterruptedException {
        var name = "headrace-" + access.creator().replace(':', '-') + "-" + created.incrementAndGet();
        try {
            clearOrphans();
        } catch (EngineException failure) {
            return failed(failure);
        }
        try {
            calls.create(name, wanted, token, labels);
        } catch (EngineException.Refused refused) {
            return refused.isNotFound() ? notHere(wanted) : failed(refused);
        } catch (EngineException away) {
            discard(name);
            return failed(away);
        }
        return started(name, wanted, token);
    }

    private Opening started(String name, ContainerRunner wanted, String token) throws InterruptedException {
        try {
            calls.start(name);
            var seen = calls.inspect(name);
            var port = PublishedPort.of(seen);
            if (port.isPresent()) {
                return new Opening.Opened(RunningContainer.watched(calls, name, wanted, port.getAsInt(), token));
            }
            var sentence = ContainerEnd.sentence(name, wanted, seen.getState());
            var log = calls.lastLines(name);
            discard(name);
            return new Opening.Failed(sentence + "; its log ends: " + String.join(" | ", log));
        } catch (EngineException failure) {
            discard(name);
            return failed(failure);
        }
    }

    private static Opening failed(EngineException failure) {
        return new Opening.Failed(String.valueOf(failure.getMessage()));
    }

    private static Opening notHere(ContainerRunner wanted) {
        return new Opening.Failed("The image " + wanted.image() + " of " + wanted.model()
                + " is not on the machine of the container engine; fetch it there with \"docker pull " + wanted.image()
                + "\" or \"podman pull " + wanted.image() + "\". It is started once it is there");
    }

    /** Of an engine that did not answer nobody knows what it did; what is left now is an orphan at the next start. */
    private void discard(String name) throws InterruptedException {
        try {
            if (isOurs(calls.inspect(name).getConfig().getLabels())) {
                calls.remove(name);
            }
        } catch (EngineException.Refused neverMade) {
            LOG.debug("Nothing to remove: {}", neverMade.getMessage());
        } catch (EngineException stillAway) {
            LOG.warn("The container {} may be left until the next start: {}", name, stillAway.getMessage());
        }
    }

    /** Closes the connections. Containers that still run are left alone: whoever opened them closes them before. */
    @Override
    public void close() {
        calls.close();
    }
}
