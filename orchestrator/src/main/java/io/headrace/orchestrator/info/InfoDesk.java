package io.headrace.orchestrator.info;

import io.headrace.admission.Admission;
import io.headrace.crypto.EthAddress;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.Compatibility;
import io.headrace.wire.AuthToken;
import io.headrace.wire.InfoRequest;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.PeerError;
import java.util.function.Supplier;

/** Answers who asks what this orchestrator is, does and costs (wire protocol sections 5.1 and 5.2). Any thread. */
public final class InfoDesk {

    private final Advertisement advertisement;
    private final Billing billing;
    private final SessionTokens tokens;
    private final Admission admission;
    private final Supplier<String> serviceUri;

    /** @param serviceUri under which peers reach this node; known once it listens */
    public InfoDesk(
            Advertisement advertisement,
            Billing billing,
            SessionTokens tokens,
            Admission admission,
            Supplier<String> serviceUri) {
        this.advertisement = advertisement;
        this.billing = billing;
        this.tokens = tokens;
        this.admission = admission;
        this.serviceUri = serviceUri;
    }

    /** What a question led to. */
    public sealed interface Telling {
        record Told(OrchestratorInfo info) implements Telling {}

        /** @param text as peers know it */
        record Refused(String text) implements Telling {}
    }

    /** The first question of a gateway, which opens a session. */
    public Telling answer(InfoRequest request) {
        if (!billing.isGenuine(request)) {
            return new Telling.Refused(PeerError.REQUEST_SIGNATURE.text());
        }
        if (admission.refusalOfNewSession().isPresent()) {
            return new Telling.Refused(PeerError.REQUEST_CAPPED.text());
        }
        var token = tokens.fresh();
        return tell(request.gateway(), token.sessionId(), token);
    }

    /**
     * What goes out with a result or a payment's answer: new ticket parameters, the same token.
     *
     * @param account the session key of the account that is paid into
     */
    public Telling refresh(EthAddress sender, String account, AuthToken token) {
        return tell(sender, account, token);
    }

    /** Whether what a unit asks for is on offer. */
    public Compatibility compatibility(Capabilities asked) {
        return asked.compatibilityWith(offered());
    }

    private Telling tell(EthAddress sender, String account, AuthToken token) {
        return switch (billing.offer(sender, account)) {
            case Billing.Offer.Unpaid _ ->
                new Telling.Told(OrchestratorInfo.offChain(serviceUri.get(), offered(), token)
                        .withNodes(advertisement.nodes()));
            case Billing.Offer.Priced(var price, var params) ->
                new Telling.Told(
                        OrchestratorInfo.paid(serviceUri.get(), billing.address(), price, params, offered(), token)
                                .withNodes(advertisement.nodes()));
            case Billing.Offer.Refused(var text) -> new Telling.Refused(text);
        };
    }

    private Capabilities offered() {
        return advertisement.capabilities(Math.max(1, admission.view().capacity()));
    }
}
