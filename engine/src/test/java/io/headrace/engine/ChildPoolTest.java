package io.headrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.machine.NanoTicker;
import io.headrace.media.MediaBytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildPoolTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(400);

    private ChildPool pool = ChildPool.open(command(), PoolShape.of(1), NanoTicker.system());

    static ChildCommand command(String... arguments) {
        var plain = ChildCommand.java(
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx24m"),
                System.getProperty("java.class.path"),
                TestChild.class.getName());
        var all = new ArrayList<>(plain.arguments());
        all.addAll(List.of(arguments));
        return new ChildCommand(all, plain.environment(), 0);
    }

    @AfterEach
    void leavesNoChildBehind() {
        var children = pool.pids();
        pool.close();

        assertThat(children).noneMatch(ChildPoolTest::alive);
    }

    @Test
    void answersWithTheBytesThatWereSent() throws Exception {
        var bytes = MediaBytes.owning(new byte[300_000]);

        var answer = pool.ask(new Message("echo ü", List.of(bytes)), PATIENCE, _ -> {});

        assertThat(answer.reply().header()).isEqualTo("echo ü");
        assertThat(answer.reply().attachments().getFirst().asByteBuffer()).isEqualTo(bytes.asByteBuffer());
        assertThat(pool.pids()).contains(answer.pid());
    }

    @Test
    void tellsPartsInOrderAsTheyAreMade() throws Exception {
        var parts = new ArrayList<String>();

        var answer = pool.ask(Message.of("parts 50"), PATIENCE, part -> parts.add(part.header()));

        assertThat(parts).hasSize(50).startsWith("0", "1").endsWith("49");
        assertThat(answer.reply().header()).isEqualTo("end");
    }

    @Test
    void askingAgainReachesTheSameChild() throws Exception {
        long first = ask("echo").pid();

        assertThat(ask("echo").pid()).isEqualTo(first);
    }

    @Test
    void aFailureOfTheWorkLeavesTheChildAlive() throws Exception {
        long child = ask("echo").pid();

        assertThatThrownBy(() -> ask("fail"))
                .isInstanceOf(ChildException.WorkFailed.class)
                .hasMessageContaining("no luck");
        assertThat(ask("echo").pid()).isEqualTo(child);
    }

    @Test
    void aDeathIsNoticedAtOnceWithItsExitCode() {
        assertThatThrownBy(() -> ask("exit 42")).isInstanceOfSatisfying(ChildException.Died.class, died -> {
            assertThat(died.exitCode()).isEqualTo(42);
            assertThat(died.retryHelps()).isTrue();
        });
    }

    @Test
    void theSpareTakesThePlaceOfTheDead() throws Exception {
        long first = ask("echo").pid();
        assertThatThrownBy(() -> ask("exit 1")).isInstanceOf(ChildException.Died.class);

        assertThat(ask("echo").pid()).isNotEqualTo(first);
    }

    @Test
    void aKilledChildIsReplacedBeforeItIsAsked() throws Exception {
        long first = ask("echo").pid();
        var handle = ProcessHandle.of(first).orElseThrow();
        handle.destroyForcibly();
        handle.onExit().get(10, TimeUnit.SECONDS);

        assertThat(askUntilAnswered().pid()).isNotEqualTo(first);
    }

    /** A child that died a moment ago may still look alive; then the asker is told, and asks again. */
    private ChildPool.Answer askUntilAnswered() throws Exception {
        try {
            return ask("echo");
        } catch (ChildException.Died _) {
            return ask("echo");
        }
    }

    /** To begin anew is the slowest of all on a machine that is too busy. */
    @Test
    void aChildThatIsOnlyLateIsKept(@TempDir Path folder) throws Exception {
        var sign = folder.resolve("sign");
        long child = ask("echo").pid();

        assertThatThrownBy(() -> pool.ask(Message.of("await " + sign), SHORT, _ -> {}))
                .isInstanceOf(ChildException.DeadlinePassed.class);
        assertThatThrownBy(() -> pool.ask(Message.of("echo"), SHORT, _ -> {}))
                .isInstanceOf(ChildException.AllBusy.class);
        Files.createFile(sign);

        assertThat(ask("echo").pid()).isEqualTo(child);
    }

    @Test
    void aChildThatHangsIsKilledSomeTimeAfterItsDeadline() throws Exception {
        pool.close();
        pool = ChildPool.open(command(), PoolShape.of(1).withLateness(SHORT), NanoTicker.system());
        long child = ask("echo").pid();

        assertThatThrownBy(() -> pool.ask(Message.of("hang"), SHORT, _ -> {}))
                .isInstanceOf(ChildException.DeadlinePassed.class);
        assertThat(ProcessHandle.of(child)
                        .map(handle ->
                                handle.onExit().orTimeout(10, TimeUnit.SECONDS).join()))
                .satisfies(gone -> assertThat(alive(child)).isFalse());
    }

    @Test
    void garbageOnThePipeEndsTheChildAndHurtsNobody() throws Exception {
        assertThatThrownBy(() -> ask("garbage")).isInstanceOf(ChildException.Garbled.class);
        assertThatThrownBy(() -> ask("huge")).isInstanceOf(ChildException.Garbled.class);

        assertThat(ask("echo").reply().header()).isEqualTo("echo");
    }

    @Test
    void aChildOutOfMemoryFailsItsAskerAlone() throws Exception {
        assertThatThrownBy(() -> ask("memory"))
                .isInstanceOfSatisfying(
                        ChildException.Died.class,
                        died -> assertThat(died.exitCode()).isEqualTo(ChildServer.OUT_OF_MEMORY));

        assertThat(ask("echo").reply().header()).isEqualTo("echo");
    }

    @Test
    void whatALibraryPrintsIsNoGarbage() throws Exception {
        assertThat(ask("print").reply().header()).isEqualTo("printed");
    }

    @Test
    void refusesARequestThatNoChildWouldTake() {
        pool.close();
        pool = ChildPool.open(
                command(),
                new PoolShape(1, false, PATIENCE, SHORT, new MessageLimits(1000, 1, 10)),
                NanoTicker.system());

        assertThatThrownBy(() ->
                        pool.ask(new Message("echo", List.of(MediaBytes.owning(new byte[11]))), PATIENCE, _ -> {}))
                .isInstanceOfSatisfying(
                        ChildException.TooLarge.class,
                        tooLarge -> assertThat(tooLarge.retryHelps()).isFalse());
    }

    @Test
    void saysSoWhenNoChildCanBeStarted() {
        pool.close();
        pool = ChildPool.open(command("stillborn"), PoolShape.of(1), NanoTicker.system());
        assertThatThrownBy(() -> ask("echo"))
                .isInstanceOf(ChildException.NotStarted.class)
                .hasMessageContaining("ended with code 9");

        pool.close();
        pool = ChildPool.open(
                new ChildCommand(List.of("/no/such/program"), Map.of(), 0), PoolShape.of(1), NanoTicker.system());
        assertThatThrownBy(() -> ask("echo")).isInstanceOf(ChildException.NotStarted.class);
    }

    @Test
    void doesNotWaitForeverForAChildThatSaysNothing() {
        pool.close();
        pool = ChildPool.open(
                command("mute"), new PoolShape(1, false, SHORT, SHORT, MessageLimits.DEFAULT), NanoTicker.system());

        assertThatThrownBy(() -> ask("echo"))
                .isInstanceOf(ChildException.NotStarted.class)
                .hasMessageContaining("not ready");
    }

    @Test
    void moreAskersThanSlotsWaitAndThenGiveUp() throws Exception {
        var busy = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> pool.ask(Message.of("parts 1"), PATIENCE, _ -> {
                busy.countDown();
                awaitQuietly(release);
            }));
            busy.await();

            assertThatThrownBy(() -> pool.ask(Message.of("echo"), SHORT, _ -> {}))
                    .isInstanceOf(ChildException.AllBusy.class);
            release.countDown();
            assertThat(first.get().reply().header()).isEqualTo("end");
        }
    }

    @Test
    void anInterruptedAskerEndsTheWork() throws Exception {
        var asking = new CountDownLatch(1);
        var outcome = new CompletableFuture<Throwable>();
        var asker = Thread.ofVirtual().start(() -> {
            try {
                asking.countDown();
                pool.ask(Message.of("hang"), PATIENCE, _ -> {});
            } catch (ChildException | InterruptedException e) {
                outcome.complete(e);
            }
        });
        asking.await();
        asker.interrupt();

        assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(ask("echo").reply().header()).isEqualTo("echo");
    }

    @Test
    void closingEndsTheWorkUnderWay() throws Exception {
        var busy = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = threads.submit(() -> {
                busy.countDown();
                return pool.ask(Message.of("hang"), PATIENCE, _ -> {});
            });
            busy.await();
            pool.close();

            assertThatThrownBy(asked::get).hasCauseInstanceOf(ChildException.Closed.class);
            assertThatThrownBy(() -> ask("echo")).isInstanceOf(ChildException.Closed.class);
        }
    }

    @Test
    void aDataLimitLetsTheChildLive() throws Exception {
        pool.close();
        pool = ChildPool.open(command().limitedTo(512L << 20), PoolShape.of(1).withoutSpare(), NanoTicker.system());

        assertThat(ask("echo").reply().header()).isEqualTo("echo");
    }

    @Test
    void aChildInheritsNoSecretFromTheEnvironment() throws Exception {
        var names = List.of(ask("environment").reply().header().split(" ", -1));

        assertThat(names).contains("PATH").isSubsetOf(ChildCommand.INHERITED);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ChildPool.Answer ask(String words) throws ChildException, InterruptedException {
        return pool.ask(Message.of(words), PATIENCE, _ -> {});
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
