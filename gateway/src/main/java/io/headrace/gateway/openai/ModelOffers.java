package io.headrace.gateway.openai;

import java.util.List;

/** Knows what is on offer. Waits at most for what nobody has been asked yet; any thread. */
@FunctionalInterface
public interface ModelOffers {

    /** By what orchestrators last said; a model that several offer stands in it once or several times. */
    List<ModelOffer> now() throws InterruptedException;
}
