package io.headrace.orchestrator.info;

import io.headrace.admission.Admission;
import io.headrace.crypto.EthAddress;
import io.headrace.orchestrator.billing.BatchAccount;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.billing.LiveAccount;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.Compatibility;
import io.headrace.wire.AuthToken;
import io.headrace.wire.CapabilityPrice;
import io.headrace.wire.InfoRequest;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.PeerError;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Answers who asks what this orchestrator is, does and costs (wire protocol sections 5.1 and 5.2). Any thread. */
public final class InfoDesk {

    private final Advertisement advertisement;
    private final Billing billing;
    private final SessionTokens tokens;
    private final Admission admission;
    private final LiveOffer live;
    private final BatchOffer batch;
    private final Supplier<String> serviceUri;

    /** @param serviceUri under which peers reach this node; known once it listens */
    public InfoDesk(
            Advertisement advertisement,
            Billing billing,
            SessionTokens tokens,
            Admission admission,
            LiveOffer live,
            BatchOffer batch,
            Supplier<String> serviceUri) {
        this.advertisement = advertisement;
        this.billing = billing;
        this.tokens = tokens;
        this.admission = admission;
        this.live = live;
        this.batch = batch;
        this.serviceUri = serviceUri;
    }

    /** What a question led to. */
    public sealed interface Telling {
        record Told(OrchestratorInfo info) implements Telling {}

        /** @param text as peers know it */
        record Refused(String text) implements Telling {}
    }

    /**
     * The first question of a gateway, which opens a session, and a later one for new ticket parameters. The question
     * does not say which of the two it is, so a node that drains answers and says that it drains; a new session is then
     * refused with its first unit.
     */
    public Telling answer(InfoRequest request) {
        if (!billing.isGenuine(request)) {
            return new Telling.Refused(PeerError.REQUEST_SIGNATURE.text());
        }
        var token = tokens.fresh();
        if (request.capabilities().filter(LiveOffer::isAskedFor).isPresent()) {
            // How full it is stands in the offer, and a session that is refused has cost nothing.
            return tell(request.gateway(), LiveAccount.beforeStart(token.sessionId()), token, modelsOffered());
        }
        var requests = request.capabilities().flatMap(BatchOffer::askedFor);
        if (requests.isPresent()) {
            return tell(request.gateway(), requests.get().key(), token, modelsOffered());
        }
        if (!isFinishing() && admission.refusalOfNewSession().isPresent()) {
            return new Telling.Refused(PeerError.REQUEST_CAPPED.text());
        }
        return withModelPrices(request.gateway(), tell(request.gateway(), token.sessionId(), token, offered()));
    }

    /**
     * What goes out with a result or a payment's answer: new ticket parameters, the same token.
     *
     * @param account the session key of the account that is paid into
     */
    public Telling refresh(EthAddress sender, String account, AuthToken token) {
        return tell(sender, account, token, offered());
    }

    /** The same, but for what may have changed while a unit was at work. */
    public OrchestratorInfo asOfNow(OrchestratorInfo info) {
        return info.withDraining(admission.view().isLeaving());
    }

    /** It drains, and has sessions left. */
    private boolean isFinishing() {
        var desk = admission.view();
        return desk.isLeaving() && !desk.sessions().isEmpty();
    }

    /** Whether what a unit asks for is on offer. */
    public Compatibility compatibility(Capabilities asked) {
        boolean models =
                LiveOffer.isAskedFor(asked) || BatchOffer.askedFor(asked).isPresent();
        return asked.compatibilityWith(models ? modelsOffered() : offered());
    }

    private Telling tell(EthAddress sender, String account, AuthToken token, Capabilities offered) {
        return switch (billing.offer(sender, account)) {
            case Billing.Offer.Unpaid _ -> told(OrchestratorInfo.offChain(serviceUri.get(), offered, token));
            case Billing.Offer.Priced(var price, var params) ->
                told(OrchestratorInfo.paid(serviceUri.get(), billing.address(), price, params, offered, token));
            case Billing.Offer.Refused(var text) -> new Telling.Refused(text);
        };
    }

    private Telling told(OrchestratorInfo info) {
        var whole = asOfNow(info.withNodes(advertisement.nodes()));
        return new Telling.Told(live.models().isEmpty() ? whole : whole.meteringFlow());
    }

    /** What each model costs, for who asked for nothing in particular. */
    private Telling withModelPrices(EthAddress sender, Telling telling) {
        if (!(telling instanceof Telling.Told(var info))) {
            return telling;
        }
        return new Telling.Told(info.withCapabilityPrices(
                Stream.concat(livePrices(sender), batchPrices(sender)).toList()));
    }

    private Stream<CapabilityPrice> livePrices(EthAddress sender) {
        return billing.livePrice(sender).stream()
                .flatMap(price -> live.models().keySet().stream()
                        .map(model -> new CapabilityPrice(Capability.LIVE_VIDEO_TO_VIDEO.id(), model, price)));
    }

    private Stream<CapabilityPrice> batchPrices(EthAddress sender) {
        return batch.models().keySet().stream()
                .flatMap(skill -> BuiltInPipelines.find(skill.pipeline()).stream()
                        .map(pipeline -> new BatchAccount(pipeline, skill.model()))
                        .flatMap(account -> billing.batchPrice(sender, account).stream()
                                .map(price -> new CapabilityPrice(
                                        account.pipeline()
                                                .capability()
                                                .orElseThrow()
                                                .id(),
                                        account.pipeline().listed(account.model()),
                                        price))));
    }

    private Capabilities offered() {
        int capacity = Math.max(1, admission.view().capacity());
        return advertisement.capabilities(capacity, live.models(), batch.models());
    }

    private Capabilities modelsOffered() {
        return advertisement.modelCapabilities(live.models(), batch.models());
    }
}
