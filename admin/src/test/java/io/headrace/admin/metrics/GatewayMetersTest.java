package io.headrace.admin.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.job.JobClass;
import io.headrace.job.JobId;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.unit.Attempt;
import io.headrace.journal.Fact;
import io.headrace.journal.InMemoryJournal;
import io.headrace.journal.Journal;
import io.headrace.journal.JournalEntry;
import io.headrace.payments.Credit;
import io.headrace.payments.Wei;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.ref.WeakReference;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayMetersTest {

    private static final JobId JOB = new JobId("a-job-that-nobody-counts-by-name");
    private static final Orchestrator ALDER = orchestrator(1);

    private final NodeMeters meters =
            NodeMeters.ofGateway(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), "gateway");
    private final InMemoryJournal kept = new InMemoryJournal();
    private final Journal journal = meters.observed(kept, () -> 0);
    private Instant now = Instant.EPOCH;

    @AfterEach
    void close() {
        meters.close();
    }

    @Test
    void readsOnAfterWhoeverNamedTheSourceLetGoOfIt() {
        var marker = new WeakReference<>(bindToSomethingNew());
        while (marker.get() != null) {
            System.gc();
        }

        assertThat(Exposition.of(meters).value("headrace_live_pictures_in_total"))
                .hasValue(7);
        assertThat(Exposition.of(meters).value("headrace_live_streams")).hasValue(3);
    }

    private Object bindToSomethingNew() {
        var counted = new long[] {7};
        meters.bind(Reading.LIVE_PICTURES_IN, () -> counted[0]);
        meters.bind(Reading.LIVE_STREAMS, () -> 3);
        return new Object();
    }

    @Test
    void countsAStreamFromItsBeginningToItsEnd() {
        begin();
        publish(0);
        write(new Fact.JobEnded("Completed", 1, Reason.AS_PLANNED));

        assertThat(value("livepeer_stream_created_total")).isEqualTo(1);
        assertThat(value("livepeer_stream_started_total")).isEqualTo(1);
        assertThat(value("livepeer_stream_ended_total")).isEqualTo(1);
        assertThat(value("headrace_jobs_accepted_total{class=\"video\"}")).isEqualTo(1);
        assertThat(value("headrace_jobs_ended_total{reason=\"as-planned\",state=\"Completed\"}"))
                .isEqualTo(1);
    }

    @Test
    void countsASegmentUnderTheNetworksNames() {
        begin();
        publish(0);

        assertThat(List.of(
                        "livepeer_segment_source_appeared_total",
                        "livepeer_segment_source_emerged_unprocessed_total",
                        "livepeer_segment_source_emerged_total",
                        "livepeer_segment_source_uploaded_total",
                        "livepeer_segment_transcoded_total",
                        "livepeer_segment_transcoded_downloaded_total",
                        "livepeer_segment_transcoded_unprocessed_total",
                        "livepeer_segment_transcoded_all_appeared_total"))
                .allSatisfy(name -> assertThat(value(name)).isEqualTo(1));
        assertThat(value("livepeer_success_rate")).isEqualTo(1);
    }

    @Test
    void measuresEachPhaseOfASegment() {
        begin();
        publish(0);

        assertThat(value("livepeer_upload_time_seconds_sum")).isEqualTo(2);
        assertThat(value("livepeer_transcode_time_seconds_sum")).isEqualTo(3);
        assertThat(value("livepeer_transcode_time_seconds_bucket{le=\"2.5\"}")).isZero();
        assertThat(value("livepeer_transcode_time_seconds_bucket{le=\"3.0\"}")).isEqualTo(1);
        assertThat(value("livepeer_transcode_overall_latency_seconds_sum")).isEqualTo(8);
        assertThat(value("livepeer_source_segment_duration_seconds_sum")).isEqualTo(2);
        assertThat(value("headrace_state_seconds_sum{part=\"unit\",state=\"Executing\"}"))
                .isEqualTo(3);
    }

    @Test
    void countsTransitionsByTheirRow() {
        begin();
        publish(0);

        assertThat(
                        value(
                                "headrace_transitions_total{event=\"Uploaded\",from=\"SegmentDispatch\",part=\"unit\",row=\"7\",to=\"Executing\"}"))
                .isEqualTo(1);
        assertThat(
                        value(
                                "headrace_transitions_total{event=\"Checked\",from=\"Returning\",part=\"unit\",row=\"ours\",to=\"Publishing\"}"))
                .isEqualTo(1);
    }

    @Test
    void countsATransitionOfANewerVersionWithoutItsNames() {
        move(OptionalLong.empty(), "Idle", "Rained", "Wet", Reason.AS_PLANNED);

        assertThat(
                        value(
                                "headrace_transitions_total{event=\"unknown\",from=\"unknown\",part=\"job\",row=\"unknown\",to=\"unknown\"}"))
                .isEqualTo(1);
        assertThat(scrape()).doesNotContain("Rained");
    }

    @Test
    void countsFailuresRetriesAndSwapsByReason() {
        begin();
        accept(0);
        unit(0, "Ready", "Begun", "SegmentDispatch", Reason.AS_PLANNED);
        unit(0, "SegmentDispatch", "Overdue", "Retry", Reason.TIMEOUT);
        unit(0, "Retry", "RetryDue", "SegmentDispatch", Reason.AS_PLANNED);
        unit(0, "SegmentDispatch", "Uploaded", "Executing", Reason.AS_PLANNED);
        unit(0, "Executing", "Failed", "Retry", Reason.BUSY);
        unit(0, "Retry", "RetryDue", "Left", Reason.BUSY);
        job("SessionEstablished", "UnitLeft", "SwapOrchestrator", Reason.BUSY);
        job("SwapOrchestrator", "UnitLeft", "Discovering", Reason.BUSY);

        assertThat(value("livepeer_segment_source_upload_failed_total{error_code=\"Timeout\"}"))
                .isEqualTo(1);
        assertThat(value("livepeer_segment_transcode_failed_total{error_code=\"OrchestratorBusy\"}"))
                .isEqualTo(1);
        assertThat(value("headrace_unit_retries_total{reason=\"timeout\"}")).isEqualTo(1);
        assertThat(value("headrace_units_ended_total{end=\"Left\",reason=\"busy\"}"))
                .isEqualTo(1);
        assertThat(value("headrace_swaps_total{reason=\"busy\"}")).isEqualTo(1);
        assertThat(value("livepeer_orchestrator_swaps")).isEqualTo(1);
    }

    @Test
    void countsVerificationsAndThoseThatFailed() {
        unit(0, "Verifying", "Verified", "Publishing", Reason.AS_PLANNED);
        unit(1, "Verifying", "Mismatched", "Left", Reason.VERIFICATION_MISMATCH);

        assertThat(value("livepeer_fast_verification_done")).isEqualTo(2);
        assertThat(value("livepeer_fast_verification_failed")).isEqualTo(1);
        assertThat(value("livepeer_segment_transcode_failed_total{error_code=\"Transcode\"}"))
                .isEqualTo(1);
        assertThat(value("headrace_verifications_total{finding=\"mismatch\"}")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "SegmentDispatch, TIMEOUT, upload, Timeout",
        "SegmentDispatch, TOO_SLOW, upload, Timeout",
        "SegmentDispatch, BUSY, upload, Unknown",
        "Executing, TOO_SLOW, transcode, ReadBody",
        "Executing, TIMEOUT, transcode, ReadBody",
        "Returning, SIGNATURE_MISMATCH, transcode, Transcode",
        "Returning, OVERCHARGED, transcode, Unknown"
    })
    void namesReasonsInTheNetworksWords(String from, Reason reason, String failed, String code) {
        unit(0, from, "Failed", "Left", reason);

        var name = failed.equals("upload") ? "source_upload" : "transcode";
        assertThat(value("livepeer_segment_%s_failed_total{error_code=\"%s\"}".formatted(name, code)))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SegmentDispatch", "Executing", "Returning", "Verifying", "Publishing"})
    void countsAnAttemptThatIsDistrustedAsFailedWhereverItStood(String from) {
        unit(0, from, "Distrusted", "Left", Reason.DISTRUSTED);

        assertThat(value("livepeer_segment_transcode_failed_total{error_code=\"Transcode\"}"))
                .isEqualTo(1);
        assertThat(Exposition.of(meters).value("livepeer_fast_verification_failed"))
                .hasValue(0);
    }

    @Test
    void takesSegmentsThatNeverGotAResultForFailures() {
        begin();
        publish(0);
        accept(1);
        accept(2);
        accept(3);
        write(new Fact.JobEnded("Failed", 1, Reason.TOO_MANY_SWAPS));

        assertThat(value("livepeer_segment_source_emerged_total")).isEqualTo(4);
        assertThat(value("livepeer_success_rate")).isEqualTo(0.25);
    }

    @Test
    void takesASegmentThatIsLeftOutForAFailure() {
        begin();
        publish(0);
        accept(1);
        unit(1, "Skipping", "Skipped", "Done", Reason.INPUT_UNUSABLE);
        write(new Fact.JobEnded("Completed", 1, Reason.AS_PLANNED));

        assertThat(value("livepeer_segment_source_emerged_total")).isEqualTo(2);
        assertThat(value("livepeer_success_rate")).isEqualTo(0.5);
    }

    @Test
    void doesNotBlameOrchestratorsForWhatTheClientCancelled() {
        begin();
        accept(0);
        write(new Fact.JobEnded("Cancelled", 0, Reason.CLIENT_CANCELLED));

        assertThat(value("livepeer_success_rate")).isEqualTo(1);
    }

    @Test
    void knowsHowManyJobsAreWhere() {
        begin();
        assertThat(value("headrace_jobs{state=\"SessionEstablished\"}")).isEqualTo(1);
        assertThat(value("livepeer_current_sessions_total")).isEqualTo(1);

        write(new Fact.JobEnded("Completed", 0, Reason.AS_PLANNED));

        assertThat(value("livepeer_current_sessions_total")).isZero();
    }

    @Test
    void goesOnWithAJobOfAnEarlierLife() {
        write(new Fact.JobResumed(2));
        job("SessionEstablished", "Resumed", "Discovering", Reason.RESTARTED);

        assertThat(value("headrace_jobs{state=\"Discovering\"}")).isEqualTo(1);
        assertThat(value("livepeer_stream_created_total")).isZero();
    }

    @Test
    void countsMoneyInTheNetworksUnit() {
        write(new Fact.TicketsSent(
                0, 1, ALDER, Hash256.of(BigInteger.ONE), 4, 6, Wei.of(500), Credit.of(3_000_000_000L)));
        write(new Fact.FeeSettled(0, 1, ALDER, new Credit(BigInteger.ONE, BigInteger.TWO)));
        write(new Fact.CreditLost(0, 1, ALDER, Credit.of(7), Reason.TIMEOUT));
        unit(0, "SegmentDispatch", "Failed", "Left", Reason.INSUFFICIENT_FUNDS);

        assertThat(value("livepeer_tickets_sent")).isEqualTo(3);
        assertThat(value("livepeer_ticket_value_sent")).isEqualTo(3);
        assertThat(value("livepeer_payment_create_errors")).isEqualTo(1);
        assertThat(value("headrace_fees_wei_total{orchestrator=\"" + ALDER + "\"}"))
                .isEqualTo(0.5, offset(1e-9));
        assertThat(value("headrace_credit_lost_wei_total{reason=\"timeout\"}")).isEqualTo(7);
    }

    @Test
    void countsRefusalsByTheirCode() {
        write(new Fact.CandidateJudged(1, ALDER, Fact.Finding.REFUSED, "no-answer: did not answer: timed out"));
        write(new Fact.CandidateJudged(1, ALDER, Fact.Finding.CHOSEN, "cheapest of 3: 7 wei"));

        assertThat(value("headrace_candidates_judged_total{finding=\"refused\",refusal=\"no-answer\"}"))
                .isEqualTo(1);
        assertThat(value("headrace_candidates_judged_total{finding=\"chosen\",refusal=\"-\"}"))
                .isEqualTo(1);
        assertThat(value("livepeer_discovery_errors_total{error_code=\"Unknown\"}"))
                .isEqualTo(1);
        assertThat(scrape()).doesNotContain("timed out", "cheapest");
    }

    @Test
    void namesFewOrchestratorsHoweverManyThereAre() {
        for (int i = 1; i <= 200; i++) {
            write(new Fact.UnitDispatched(
                    i, new Attempt(1, 1, 1, Attempt.Params.AT_HAND), orchestrator(i), Credit.of(90)));
        }

        assertThat(scrape().lines().filter(line -> line.startsWith("headrace_units_dispatched_total{")))
                .hasSize(51);
        assertThat(value("headrace_units_dispatched_total{orchestrator=\"other\"}"))
                .isEqualTo(150);
    }

    @Test
    void namesAttemptsUpToTheTenth() {
        for (int number : new int[] {1, 2, 10, 11, 30}) {
            write(new Fact.UnitDispatched(0, new Attempt(number, 1, 1, Attempt.Params.AT_HAND), ALDER, Credit.of(90)));
        }

        assertThat(value("livepeer_transcode_retried{try=\"2\"}")).isEqualTo(1);
        assertThat(value("livepeer_transcode_retried{try=\">10\"}")).isEqualTo(2);
        assertThat(Exposition.of(meters).value("livepeer_transcode_retried{try=\"1\"}"))
                .isEmpty();
    }

    @Test
    void leavesToOrchestratorsWhatIsTheirs() {
        write(new Fact.Heard(ALDER, new JournalEntry(now, JOB, new Fact.JobCreated(JobClass.VIDEO, "x"))));

        assertThat(value("livepeer_stream_created_total")).isZero();
    }

    @Test
    void neverNamesAJob() {
        begin();
        publish(0);
        write(new Fact.Remarked(OptionalLong.of(0), OptionalInt.empty(), "A sentence"));
        write(new Fact.JobEnded("Completed", 1, Reason.AS_PLANNED));

        assertThat(scrape()).doesNotContain(JOB.text(), "A sentence");
    }

    @Test
    void countsNothingThatCouldNotBeWritten() {
        Journal broken = meters.observed(new BrokenJournal(), () -> 0);
        var entry = new JournalEntry(now, JOB, new Fact.JobCreated(JobClass.VIDEO, "video-transcoding"));

        assertThatThrownBy(() -> broken.record(entry)).hasMessage("disk full");
        assertThat(value("livepeer_stream_created_total")).isZero();
    }

    @Test
    void writesAsSafelyAsBefore() {
        write(new Fact.JobCreated(JobClass.VIDEO, "video-transcoding"));
        assertThat(kept.unsafe()).isZero();
        move(OptionalLong.empty(), "start", "JobCreated", "Idle", Reason.AS_PLANNED);

        assertThat(kept.unsafe()).isEqualTo(1);
        assertThat(journal.jobs()).containsExactly(JOB);
        assertThat(journal.read(JOB)).hasSize(2);
    }

    @Test
    void measuresHowLongDurabilityTakes() {
        var ticks = List.of(0L, 5_000_000L).iterator();
        var slow = meters.observed(kept, ticks::next);

        slow.record(new JournalEntry(now, JOB, new Fact.JobResumed(1)));

        assertThat(value("headrace_journal_durable_seconds_sum")).isEqualTo(0.005, offset(1e-9));
    }

    @Test
    void readsWhatTheNodeBinds() {
        meters.bind(Reading.DEPOSIT, () -> Amount.gwei(Wei.of(5_000_000_000L)));
        meters.bind(Reading.MAX_SESSIONS, () -> 7);

        assertThat(value("livepeer_gateway_deposit")).isEqualTo(5);
        assertThat(value("livepeer_max_sessions_total")).isEqualTo(7);
        assertThatIllegalStateException().isThrownBy(() -> meters.bind(Reading.DEPOSIT, () -> 0));
    }

    @Test
    void isNotSpoiltByAReadingThatFails() {
        meters.bind(Reading.RESERVE, () -> {
            throw new IllegalStateException("The chain is silent");
        });
        meters.bind(Reading.MAX_SESSIONS, () -> -1);

        assertThat(value("livepeer_gateway_reserve")).isNaN();
        assertThat(value("livepeer_max_sessions_total")).isZero();
        assertThat(value("livepeer_tickets_sent")).isZero();
    }

    @Test
    void tellsOfTheProcess() {
        assertThat(Exposition.of(meters).names())
                .contains("jvm_memory_used_bytes", "jvm_threads_live_threads", "process_cpu_usage");
        assertThat(scrape()).contains("node_type=\"bctr\"", "node_id=\"gateway\"");
    }

    private void begin() {
        write(new Fact.JobCreated(JobClass.VIDEO, "video-transcoding"));
        job("start", "JobCreated", "Idle", Reason.AS_PLANNED);
        job("Idle", "IngestStarted", "Ingesting", Reason.AS_PLANNED);
        job("Ingesting", "SegmentReady", "Discovering", Reason.AS_PLANNED);
        job("Discovering", "SessionOpened", "SessionEstablished", Reason.AS_PLANNED);
    }

    private void accept(long unit) {
        write(new Fact.UnitAccepted(unit, Duration.ZERO, Duration.ofSeconds(2), 100));
    }

    /** 1 s until it is begun, 2 until it is sent, 3 until it is back, 1 until it is checked, 1 until it is published. */
    private void publish(long unit) {
        accept(unit);
        pass(1);
        unit(unit, "Ready", "Begun", "SegmentDispatch", Reason.AS_PLANNED);
        pass(2);
        unit(unit, "SegmentDispatch", "Uploaded", "Executing", Reason.AS_PLANNED);
        pass(3);
        unit(unit, "Executing", "Returned", "Returning", Reason.AS_PLANNED);
        pass(1);
        unit(unit, "Returning", "Checked", "Publishing", Reason.NOT_SAMPLED);
        pass(1);
        unit(unit, "Publishing", "Published", "Settling", Reason.AS_PLANNED);
        unit(unit, "Settling", "Settled", "Done", Reason.AS_PLANNED);
    }

    private void pass(long seconds) {
        now = now.plusSeconds(seconds);
    }

    private void job(String from, String event, String to, Reason reason) {
        move(OptionalLong.empty(), from, event, to, reason);
    }

    private void unit(long unit, String from, String event, String to, Reason reason) {
        move(OptionalLong.of(unit), from, event, to, reason);
    }

    private void move(OptionalLong unit, String from, String event, String to, Reason reason) {
        write(new Fact.Moved(unit, OptionalInt.empty(), from, event, to, reason, Optional.empty()));
    }

    private void write(Fact fact) {
        journal.record(new JournalEntry(now, JOB, fact));
    }

    private String scrape() {
        return meters.scrape();
    }

    private double value(String series) {
        return Exposition.of(meters)
                .value(series)
                .orElseThrow(() -> new AssertionError("No " + series + " in\n" + meters.scrape()));
    }

    private static Orchestrator orchestrator(int number) {
        return new Orchestrator(
                EthAddress.parse("0x%040x".formatted(number)), URI.create("https://localhost:" + number));
    }

    private static final class BrokenJournal implements Journal {
        @Override
        public void append(JournalEntry entry) {
            throw new IllegalStateException("disk full");
        }

        @Override
        public void appendDurably(JournalEntry entry) {
            throw new IllegalStateException("disk full");
        }

        @Override
        public List<JournalEntry> read(JobId job) {
            return List.of();
        }

        @Override
        public List<JobId> jobs() {
            return List.of();
        }
    }

    @Test
    void countsWhatLiveIntervalsCost() {
        write(interval(Fact.Standing.SERVING, 3, 300));
        write(interval(Fact.Standing.STANDING_BY, 1, 20));
        write(new Fact.IntervalLost(ALDER, Credit.of(20), Reason.TIMEOUT));
        write(new Fact.StandbyCharged(ALDER, Credit.of(5)));

        assertThat(value("headrace_live_intervals_paid_total{standing=\"serving\"}"))
                .isEqualTo(1);
        assertThat(value("headrace_live_paid_wei_total{standing=\"serving\"}")).isEqualTo(300);
        assertThat(value("headrace_live_paid_wei_total{standing=\"standing-by\"}"))
                .isEqualTo(20);
        assertThat(value("headrace_live_lost_wei_total{reason=\"timeout\"}")).isEqualTo(20);
        assertThat(value("headrace_live_standby_wei_total")).isEqualTo(5);
        assertThat(value("livepeer_tickets_sent")).isEqualTo(4);
    }

    private static Fact interval(Fact.Standing standing, int tickets, long worth) {
        return new Fact.IntervalPaid(
                ALDER, standing, 1, Hash256.of(BigInteger.ONE), 5, 4 + tickets, Wei.of(1), Credit.of(worth));
    }

    @Test
    void countsSwapsOfLiveSessionsApart() {
        write(new Fact.JobCreated(JobClass.REALTIME, "live-video-to-video"));
        job("SessionEstablished", "UnitLeft", "SwapOrchestrator", Reason.TIMEOUT);
        write(new Fact.JobEnded("Completed", 1, Reason.AS_PLANNED));
        begin();
        job("SessionEstablished", "UnitLeft", "SwapOrchestrator", Reason.TIMEOUT);

        assertThat(value("headrace_live_swaps_total{reason=\"timeout\"}")).isEqualTo(1);
        assertThat(value("headrace_swaps_total{reason=\"timeout\"}")).isEqualTo(2);
    }

    @Test
    void showsWhereLiveSessionsStand() {
        var standings = new ArrayList<LiveStanding>();
        meters.live().standing(() -> standings);
        standings.add(new LiveStanding("edges", "SessionEstablished"));
        standings.add(new LiveStanding("edges", "SessionEstablished"));
        standings.add(new LiveStanding("edges", "Discovering"));

        assertThat(value("headrace_live_sessions{pipeline=\"edges\",state=\"SessionEstablished\"}"))
                .isEqualTo(2);
        assertThat(value("headrace_live_sessions{pipeline=\"edges\",state=\"Discovering\"}"))
                .isEqualTo(1);

        standings.clear();
        IntStream.range(0, 60).forEach(i -> standings.add(new LiveStanding("model-" + i, "Discovering")));
        assertThat(value("headrace_live_sessions{pipeline=\"edges\",state=\"SessionEstablished\"}"))
                .isZero();
        assertThat(value("headrace_live_sessions{pipeline=\"other\",state=\"Discovering\"}"))
                .isEqualTo(11);
    }

    @Test
    void countsWhatTheGatewayItselfTookOfRequests() {
        meters.requests().told(Duration.ofNanos(250_000));
        meters.requests().told(Duration.ofMillis(4));

        assertThat(value("headrace_gateway_request_overhead_seconds_bucket{le=\"3.0E-4\"}"))
                .isEqualTo(1);
        assertThat(value("headrace_gateway_request_overhead_seconds_count")).isEqualTo(2);
    }

    @Test
    void measuresTheLongestGapOfEachStream() {
        meters.live().ended(Duration.ofMillis(350));
        meters.live().ended(Duration.ofMillis(50));

        assertThat(value("headrace_live_longest_gap_seconds_bucket{le=\"0.3\"}"))
                .isEqualTo(1);
        assertThat(value("headrace_live_longest_gap_seconds_count")).isEqualTo(2);
    }
}
