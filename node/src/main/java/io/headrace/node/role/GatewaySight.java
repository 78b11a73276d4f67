package io.headrace.node.role;

import io.headrace.admin.AdminParts;
import io.headrace.admin.Readiness;
import io.headrace.admin.metrics.Amount;
import io.headrace.admin.metrics.NodeMeters;
import io.headrace.admin.metrics.Reading;
import io.headrace.chain.Chain;
import io.headrace.gateway.live.LiveStreams;
import io.headrace.gateway.pay.PriceCeiling;
import io.headrace.gateway.realtime.StreamTally;
import io.headrace.journal.Journal;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Optional;

/** What is to be seen of a gateway: its meters, and whether its chain answers. */
final class GatewaySight implements AutoCloseable {

    private final NodeMeters meters;
    private final NodeBase base;
    private final Optional<ChainWatch> chain;

    GatewaySight(NodeMeters meters, NodeBase base, Optional<Chain> chain) {
        this.meters = meters;
        this.base = base;
        this.chain = chain.map(known -> ChainWatch.start(base.host(), known));
    }

    static NodeMeters meters() {
        return NodeMeters.ofGateway(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), "gateway");
    }

    /** Binds what streams and doors tell. */
    void show(LiveStreams streams, GatewayDoors doors, RealtimeDoor realtime) {
        meters.bind(
                Reading.LIVE_STREAMS,
                () -> streams.all().stream().filter(stream -> !stream.over()).count());
        meters.bind(Reading.RTMP_CONNECTIONS, doors::rtmpConnections);
        meters.bind(Reading.WEBRTC_PUBLISHERS, realtime::publishers);
        meters.bind(Reading.WEBRTC_VIEWERS, realtime::viewers);
        meters.bind(Reading.WEBRTC_SESSIONS, realtime::sessions);
        show(realtime.tally());
        meters.live().standing(realtime::standings);
        meters.bind(Reading.HLS_BYTES, doors::bytesPlayed);
    }

    private void show(StreamTally tally) {
        tally.whenEnded(figures -> meters.live().ended(figures.longestGap()));
        meters.bind(Reading.LIVE_PICTURES_IN, () -> tally.sums().in());
        meters.bind(Reading.LIVE_PICTURES_OUT, () -> tally.sums().out());
        meters.bind(Reading.LIVE_PICTURES_LOST, () -> tally.sums().lost());
        meters.bind(Reading.LIVE_PICTURES_REPEATED, () -> tally.sums().repeated());
        meters.bind(Reading.LIVE_TAKE_OVERS, () -> tally.sums().takeOvers());
    }

    /** Binds what the ceiling is at the rate of the moment; none is no number. */
    void show(PriceCeiling ceiling) {
        meters.bind(
                Reading.MAX_TRANSCODING_PRICE,
                () -> ceiling.now()
                        .get()
                        .map(most -> Amount.wei(most.perUnit()))
                        .orElse(Double.NaN));
    }

    /** What the gateway itself took of a request whose client gets its answer. */
    void requestTold(Duration own) {
        meters.requests().told(own);
    }

    Journal observed(Journal journal) {
        return meters.observed(journal, base.ticker());
    }

    /** Binds what the account and the limits tell, and lets the admin API show all. */
    AdminParts shownIn(AdminParts parts, Optional<ChainPayer> payer, int maxJobs) {
        meters.bind(Reading.MAX_SESSIONS, () -> maxJobs);
        payer.ifPresent(account -> {
            meters.bind(Reading.DEPOSIT, () -> Amount.gwei(account.funds().deposit()));
            meters.bind(Reading.RESERVE, () -> Amount.gwei(account.funds().reserve()));
        });
        return parts.counting(meters::scrape)
                .depending(chain.<Readiness>map(watch -> watch).orElse(Readiness.ALWAYS));
    }

    @Override
    public void close() {
        chain.ifPresent(ChainWatch::close);
        meters.close();
    }
}
