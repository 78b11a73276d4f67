package io.headrace.gateway.openai;

import java.util.List;

/** Knows what is on offer. Must not wait for anybody; any thread. */
@FunctionalInterface
public interface ModelOffers {

    /** By what orchestrators last said; a model that several offer stands in it once or several times. */
    List<ModelOffer> now();
}
