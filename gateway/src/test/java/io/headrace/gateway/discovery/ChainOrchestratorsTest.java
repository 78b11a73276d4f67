package io.headrace.gateway.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.registry.Registration;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.gateway.discovery.OrchestratorSource.Listed;
import io.headrace.gateway.fixture.FakeActiveSet;
import io.headrace.gateway.fixture.FakePayer;
import io.headrace.gateway.fixture.InMemoryRegistrations;
import io.headrace.payments.ChainTime;
import io.headrace.payments.CreationRound;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ChainOrchestratorsTest {

    private static final EthAddress ALDER = address(1);
    private static final EthAddress BIRCH = address(2);
    private static final EthAddress CEDAR = address(3);
    private static final URI AT_ALDER = URI.create("https://alder.test:8935");
    private static final URI AT_BIRCH = URI.create("https://birch.test:8935");

    private final FakeActiveSet chain =
            new FakeActiveSet().with(ALDER, AT_ALDER.toString()).with(BIRCH, AT_BIRCH.toString());
    private final InMemoryRegistrations store = new InMemoryRegistrations();
    private final ChainOrchestrators source = starting();

    @Test
    void knowsTheActiveSetWhereItIsRegistered() throws Exception {
        assertThat(source.orchestrators())
                .containsExactly(
                        Listed.registered(AT_ALDER, Set.of(ALDER)), Listed.registered(AT_BIRCH, Set.of(BIRCH)));
        assertThat(source.orchestrators()).noneMatch(Listed::trusted);
        assertThat(source.problem()).isEmpty();
    }

    @Test
    void asksForEachPlaceOnceInAPeriod() throws Exception {
        source.orchestrators();
        assertThat(chain.asked()).containsExactly(ALDER, BIRCH);

        block(1_000 + ChainOrchestrators.PERIOD - 1);
        source.orchestrators();
        assertThat(chain.asked()).isEmpty();

        block(1_000 + ChainOrchestrators.PERIOD);
        source.orchestrators();
        assertThat(chain.asked()).containsExactly(ALDER, BIRCH);
    }

    @Test
    void findsWhoJoinedAndForgetsWhoLeftWithTheNextRound() throws Exception {
        source.orchestrators();
        chain.asked();
        chain.without(ALDER);
        chain.with(CEDAR, "https://cedar.test");

        chain.at(new ChainTime(1_001, new CreationRound(8, Hash256.of(BigInteger.TEN))));

        assertThat(services()).containsExactly(AT_BIRCH, URI.create("https://cedar.test"));
        assertThat(chain.asked()).containsExactly(CEDAR);
    }

    @Test
    void followsWhoMoves() throws Exception {
        source.orchestrators();
        chain.with(ALDER, "https://alder.test:9000");
        block(1_000 + ChainOrchestrators.PERIOD);

        assertThat(services()).containsExactly(URI.create("https://alder.test:9000"), AT_BIRCH);
    }

    @Test
    void keepsWhomItKnewWhileTheChainIsSilentAndSaysSo() throws Exception {
        source.orchestrators();
        chain.silent(true);
        block(5_000);

        assertThat(services()).containsExactly(AT_ALDER, AT_BIRCH);
        assertThat(source.problem()).hasValueSatisfying(why -> assertThat(why).contains("Nobody answers", "2 places"));

        chain.silent(false);
        chain.without(BIRCH);

        assertThat(services()).containsExactly(AT_ALDER);
        assertThat(source.problem()).isEmpty();
    }

    @Test
    void findsWhomItKnewWhenItStartsWhileTheChainIsSilent() throws Exception {
        source.orchestrators();
        chain.silent(true);

        assertThat(starting().orchestrators()).extracting(Listed::service).containsExactly(AT_ALDER, AT_BIRCH);
    }

    @Test
    void knowsNobodyWhenNobodyEverTold() throws Exception {
        chain.silent(true);

        assertThat(source.orchestrators()).isEmpty();
        assertThat(source.problem()).isPresent();
    }

    @Test
    void doesNotBelieveBlocksOfAnotherChain() throws Exception {
        store.replace(List.of(new Registration(ALDER, "https://elsewhere.test", 9_000_000)));

        assertThat(services()).containsExactly(AT_ALDER, AT_BIRCH);
    }

    @Test
    void passesOverWhatIsNoPlaceAndTakesTheOthers() throws Exception {
        chain.with(ALDER, "javascript:alert(1)").with(CEDAR, "");

        assertThat(services()).containsExactly(AT_BIRCH);
    }

    @Test
    void keepsNothingThatIsTooLong() throws Exception {
        chain.with(ALDER, "https://alder.test/" + "a".repeat(Registration.MAX_URI));

        assertThat(services()).containsExactly(AT_BIRCH);
        assertThat(store.all()).first().isEqualTo(new Registration(ALDER, "", 1_000));
    }

    @Test
    void namesAllWhoRegisteredTheSamePlace() throws Exception {
        chain.with(CEDAR, AT_ALDER.toString());

        assertThat(source.orchestrators()).first().isEqualTo(Listed.registered(AT_ALDER, Set.of(ALDER, CEDAR)));
    }

    @Test
    void takesNoMoreThanItsLimit() throws Exception {
        for (int i = 0; i < ChainOrchestrators.MAX_ORCHESTRATORS + 50; i++) {
            chain.with(address(100 + i), "https://o" + i + ".test");
        }

        assertThat(source.orchestrators()).hasSize(ChainOrchestrators.MAX_ORCHESTRATORS);
        assertThat(store.all()).hasSize(ChainOrchestrators.MAX_ORCHESTRATORS);
    }

    @Test
    void readsTheChainOnceHoweverManyAskMeanwhile() throws Exception {
        var waiting = new AtomicReference<Runnable>();
        var slow = new ChainOrchestrators(
                chain,
                store,
                Reach.ANYWHERE,
                ChainOrchestratorsTest::elsewhere,
                task -> assertThat(waiting.getAndSet(task)).isNull());
        store.replace(List.of(new Registration(ALDER, AT_ALDER.toString(), 1)));
        new Thread(() -> awaitAndRun(waiting)).start();

        slow.orchestrators();
        assertThat(slow.orchestrators()).hasSize(2);
    }

    private static void awaitAndRun(AtomicReference<Runnable> waiting) {
        while (waiting.get() == null) {
            LockSupport.parkNanos(1_000_000);
        }
        waiting.get().run();
    }

    private ChainOrchestrators starting() {
        return new ChainOrchestrators(chain, store, Reach.PUBLIC, ChainOrchestratorsTest::elsewhere, Runnable::run);
    }

    private List<URI> services() throws InterruptedException {
        return source.orchestrators().stream().map(Listed::service).toList();
    }

    private void block(long block) {
        chain.at(new ChainTime(block, FakePayer.ROUND));
    }

    private static List<InetAddress> elsewhere(String host) {
        return List.of(InetAddress.ofLiteral("93.184.216.34"));
    }

    private static EthAddress address(int number) {
        return EthAddress.parse("%040x".formatted(number));
    }
}
