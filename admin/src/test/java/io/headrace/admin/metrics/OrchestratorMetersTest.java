package io.headrace.admin.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.transaction.Incident;
import io.headrace.crypto.Hash256;
import io.headrace.job.JobClass;
import io.headrace.job.JobId;
import io.headrace.journal.Fact;
import io.headrace.journal.InMemoryJournal;
import io.headrace.journal.JournalEntry;
import io.headrace.payments.Credit;
import io.headrace.payments.Wei;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrchestratorMetersTest {

    private static final Hash256 TICKET = Hash256.of(BigInteger.TEN);

    private final NodeMeters meters =
            NodeMeters.ofOrchestrator(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), "alder");

    @AfterEach
    void close() {
        meters.close();
    }

    @Test
    void countsWhatItIsPaid() {
        write(new Fact.AccountCredited("session", 5, 2, Credit.of(4_000_000_000L)));
        write(new Fact.AccountCharged("session", 0, Credit.of(7), Credit.of(100)));
        write(new Fact.Redeemed(TICKET, Wei.of(2_000_000_000L), TICKET));

        assertThat(value("livepeer_tickets_recv")).isEqualTo(5);
        assertThat(value("livepeer_winning_tickets_recv")).isEqualTo(2);
        assertThat(value("livepeer_ticket_value_recv")).isEqualTo(4);
        assertThat(value("headrace_fees_charged_wei_total")).isEqualTo(7);
        assertThat(value("livepeer_value_redeemed")).isEqualTo(2);
    }

    @Test
    void countsUnitsThatItTookAndRefused() {
        write(new Fact.WorkerNamed(0, "alder-worker", 4711));
        write(new Fact.UnitRefused(1, "refused", "session: 5 of 5 units are waiting"));

        assertThat(value("headrace_units_begun_total")).isEqualTo(1);
        assertThat(value("headrace_units_refused_total")).isEqualTo(1);
        assertThat(meters.scrape()).doesNotContain("alder-worker", "are waiting");
    }

    @Test
    void countsRequestsByPipelineAndEnding() {
        meters.work().requestServed("upscale", Duration.ofMillis(1_500));
        meters.work().requestServed("upscale", Duration.ofMillis(500));
        meters.work().requestEnded("upscale", WorkTally.Ending.FAILED);
        for (int name = 0; name < 60; name++) {
            meters.work().requestEnded("container-" + name, WorkTally.Ending.REFUSED);
        }

        assertThat(value("headrace_requests_total{ending=\"served\",pipeline=\"upscale\"}"))
                .isEqualTo(2);
        assertThat(value("headrace_requests_total{ending=\"failed\",pipeline=\"upscale\"}"))
                .isEqualTo(1);
        assertThat(value("headrace_request_seconds_sum{pipeline=\"upscale\"}")).isEqualTo(2);
        assertThat(value("headrace_requests_total{ending=\"refused\",pipeline=\"other\"}"))
                .isEqualTo(11);
    }

    @Test
    void countsWhatItsJournalDoesNotSay() {
        meters.work().finished(2_500_000, Duration.ofMillis(1_500));
        meters.work().failed();
        meters.work().workerDied();
        meters.work().paymentRefused();
        meters.work().redemptionFailed();

        assertThat(value("livepeer_segment_transcoded_total")).isEqualTo(1);
        assertThat(value("livepeer_mil_pixels_processed")).isEqualTo(2.5);
        assertThat(value("livepeer_transcode_time_seconds_sum")).isEqualTo(1.5);
        assertThat(value("headrace_units_failed_total")).isEqualTo(1);
        assertThat(value("headrace_worker_deaths_total")).isEqualTo(1);
        assertThat(value("livepeer_payment_recv_errors{error_code=\"PaymentError\"}"))
                .isEqualTo(1);
        assertThat(value("livepeer_ticket_redemption_errors")).isEqualTo(1);
    }

    @Test
    void countsWhatHappensToTransactions() {
        meters.transaction(Incident.REPLACED);
        meters.transaction(Incident.REPLACED);
        meters.transaction(Incident.REORGANISED);

        assertThat(value("headrace_transaction_incidents_total{incident=\"replaced\"}"))
                .isEqualTo(2);
        assertThat(value("headrace_transaction_incidents_total{incident=\"reorganised\"}"))
                .isEqualTo(1);
    }

    @Test
    void countsNoStreams() {
        write(new Fact.JobCreated(JobClass.VIDEO, "video-transcoding"));

        assertThat(Exposition.of(meters).names()).doesNotContain("livepeer_stream_created_total");
        assertThat(meters.scrape()).contains("node_type=\"orch\"", "node_id=\"alder\"");
    }

    private void write(Fact fact) {
        meters.observed(new InMemoryJournal(), () -> 0)
                .record(new JournalEntry(Instant.EPOCH, new JobId("stream"), fact));
    }

    private double value(String series) {
        return Exposition.of(meters).value(series).orElse(Double.NaN);
    }
}
