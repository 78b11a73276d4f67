package io.headrace.gateway.run;

import io.headrace.crypto.SignatureCheck;
import io.headrace.engine.media.MediaEngine;
import io.headrace.gateway.check.ContentChecks;
import io.headrace.gateway.check.PacketChecks;
import io.headrace.gateway.discovery.OrchestratorDirectory;
import io.headrace.gateway.order.VideoOrder;
import io.headrace.gateway.pay.PayerAccount;
import io.headrace.gateway.pay.PriceCeiling;
import io.headrace.gateway.peer.OrchestratorPeer;
import io.headrace.job.JobLimits;
import io.headrace.job.selection.Preferences;
import io.headrace.machine.Host;
import io.headrace.machine.NanoTicker;
import io.headrace.payments.sender.OfferCheck;
import java.util.Optional;

/**
 * What every job of a gateway works with.
 *
 * @param account empty off chain
 * @param ceiling the most that any job pays
 */
public record JobTools(
        Host host,
        NanoTicker ticker,
        OrchestratorDirectory directory,
        OrchestratorPeer peer,
        MediaEngine media,
        Checks checks,
        Optional<PayerAccount> account,
        OfferCheck offers,
        SignatureCheck signatures,
        Limits limits,
        Preferences preferences,
        PriceCeiling ceiling) {

    /** Of a gateway that pays whatever a job allows. */
    public JobTools(
            Host host,
            NanoTicker ticker,
            OrchestratorDirectory directory,
            OrchestratorPeer peer,
            MediaEngine media,
            Checks checks,
            Optional<PayerAccount> account,
            OfferCheck offers,
            SignatureCheck signatures,
            Limits limits,
            Preferences preferences) {
        this(
                host,
                ticker,
                directory,
                peer,
                media,
                checks,
                account,
                offers,
                signatures,
                limits,
                preferences,
                PriceCeiling.NONE);
    }

    /** The same for jobs that other orchestrators do, or the same ones at other prices. */
    public JobTools with(OrchestratorDirectory other) {
        return new JobTools(
                host, ticker, other, peer, media, checks, account, offers, signatures, limits, preferences, ceiling);
    }

    public JobTools with(PriceCeiling other) {
        return new JobTools(
                host, ticker, directory, peer, media, checks, account, offers, signatures, limits, preferences, other);
    }

    /** What results have to pass: the packets always, the content when it is their turn. */
    public record Checks(PacketChecks packets, ContentChecks content) {}

    /** A file can wait, a stream cannot. */
    public record Limits(JobLimits ofFiles, JobLimits ofStreams) {

        JobLimits of(VideoOrder order) {
            return switch (order.source()) {
                case VideoOrder.OfFile _ -> ofFiles;
                case VideoOrder.OfStream _ -> ofStreams;
            };
        }
    }
}
