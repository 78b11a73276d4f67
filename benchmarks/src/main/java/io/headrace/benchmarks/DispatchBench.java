package io.headrace.benchmarks;

import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.SecretSource;
import io.headrace.crypto.Signatures;
import io.headrace.crypto.Signer;
import io.headrace.gateway.Gateway;
import io.headrace.gateway.GatewayConfig;
import io.headrace.gateway.check.ContentChecks;
import io.headrace.gateway.check.PacketChecks;
import io.headrace.gateway.discovery.DiscoveryConfig;
import io.headrace.gateway.discovery.OfferJudge;
import io.headrace.gateway.discovery.OrchestratorDirectory;
import io.headrace.gateway.pay.PayerAccount;
import io.headrace.gateway.peer.ChannelRules;
import io.headrace.gateway.peer.NetworkPeer;
import io.headrace.gateway.run.JobTools;
import io.headrace.job.JobId;
import io.headrace.job.JobLimits;
import io.headrace.job.selection.Preferences;
import io.headrace.journal.Fact;
import io.headrace.journal.Journal;
import io.headrace.journal.JournalEntry;
import io.headrace.machine.NanoTicker;
import io.headrace.machine.ThreadHost;
import io.headrace.media.LadderText;
import io.headrace.payments.ChainTime;
import io.headrace.payments.CreationRound;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;
import io.headrace.payments.sender.OfferCheck;
import io.headrace.payments.sender.SenderLimits;
import io.headrace.pipeline.Capabilities;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.GrpcChannels;
import io.headrace.transport.HttpClient;
import io.headrace.transport.address.HostNames;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * What a gateway adds to a segment: from the moment the job's machine dispatches it until its head has arrived at the
 * orchestrator, tickets signed and sent, over TLS on loopback, with an orchestrator that works in no time.
 */
final class DispatchBench {

    private static final int SEGMENTS = 600;
    private static final int WARM_UP = 200;
    private static final int SEGMENT_BYTES = 500_000;
    private static final double GOAL_MS = 5;

    private DispatchBench() {}

    public static void main(String[] arguments) throws Exception {
        var folder = Files.createTempDirectory("dispatch-bench");
        var journal = new Entries();
        try (var stub = new StubOrchestrator(folder);
                var host = new ThreadHost(InstantSource.system(), new SecureRandom());
                var http = HttpClient.start(ClientConfig.FOR_NODES);
                var channels = new GrpcChannels(Duration.ofSeconds(3))) {
            var account = new Account();
            var peer = new NetworkPeer(
                    http, channels, Optional.of(account.signer()), new ChannelRules(HostNames.system()));
            var directory = new OrchestratorDirectory(
                    DiscoveryConfig.of(List.of(stub.uri())),
                    peer,
                    Capabilities.NONE,
                    OfferJudge.FREE,
                    InstantSource.system(),
                    NanoTicker.system());
            var media = new StubMedia(SEGMENTS, SEGMENT_BYTES);
            var tools = new JobTools(
                    host,
                    NanoTicker.system(),
                    directory,
                    peer,
                    media,
                    new JobTools.Checks(new PacketChecks(media), ContentChecks.NONE),
                    Optional.of(account),
                    new OfferCheck(SenderLimits.DEFAULT),
                    Signatures::signedBy,
                    new JobTools.Limits(oneAtATime(), oneAtATime()),
                    Preferences.DEFAULT);
            try (var gateway = new Gateway(GatewayConfig.in(folder), tools, journal, SecretSource.system())) {
                var view = gateway.submit(
                        new Gateway.Submission("clip.ts", LadderText.parse("240p=426x240@400k"), Optional.empty()),
                        new ByteArrayInputStream(new byte[1]));
                if (!view.awaitEnd(5, TimeUnit.MINUTES)) {
                    throw new IllegalStateException("The job did not end: " + view.state() + " " + view.problem());
                }
                report(journal, stub.arrivals(), view.state());
            }
        }
    }

    /** So that no two segments compete for this machine's processors: the figure is the path's own. */
    private static JobLimits oneAtATime() {
        return JobLimits.DEFAULT.withUnitsPerSession(1);
    }

    private static void report(Entries journal, Map<Long, Instant> arrivals, String state) {
        var dispatched = new HashMap<Long, Instant>();
        for (var entry : journal.all) {
            if (entry.fact() instanceof Fact.UnitDispatched sent) {
                dispatched.put(sent.unit(), entry.at());
            }
        }
        var times = arrivals.entrySet().stream()
                .filter(each -> each.getKey() >= WARM_UP)
                .mapToDouble(each -> Duration.between(dispatched.get(each.getKey()), each.getValue())
                                .toNanos()
                        / 1e6)
                .sorted()
                .toArray();
        double p50 = times[times.length / 2];
        double p99 = times[(int) (times.length * 0.99)];
        System.out.printf(
                Locale.ROOT,
                "Dispatch of a segment of %d kB, from decision to arrival of its head: p50 %.2f ms, p99 %.2f ms (goal %.0f); %d segments, job %s%n",
                SEGMENT_BYTES / 1000,
                p50,
                p99,
                GOAL_MS,
                times.length,
                state);
        new Figure("dispatch", p99, "ms, p99", OptionalDouble.of(GOAL_MS), Map.of("p50", p50)).print("dispatch");
    }

    /** Rich, and on a chain that stands still. */
    private static final class Account implements PayerAccount {
        private final PrivateKey key = PrivateKey.of(Hash256.of(BigInteger.valueOf(5)));

        @Override
        public Signer signer() {
            return key;
        }

        @Override
        public SenderFunds funds() {
            return SenderFunds.of(Wei.parse("1000000000000000000"), Wei.parse("1000000000000000000"));
        }

        @Override
        public ChainTime time() {
            return new ChainTime(100, new CreationRound(1, Keccak.hash(new byte[] {1})));
        }
    }

    /** Keeps everything, costs nothing. */
    private static final class Entries implements Journal {
        private final ConcurrentLinkedQueue<JournalEntry> all = new ConcurrentLinkedQueue<>();

        @Override
        public void append(JournalEntry entry) {
            all.add(entry);
        }

        @Override
        public void appendDurably(JournalEntry entry) {
            all.add(entry);
        }

        @Override
        public List<JournalEntry> read(JobId job) {
            return List.copyOf(all);
        }

        @Override
        public List<JobId> jobs() {
            return List.of();
        }
    }
}
