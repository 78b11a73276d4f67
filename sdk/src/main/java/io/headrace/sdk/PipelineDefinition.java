package io.headrace.sdk;

import io.headrace.pipeline.PricingUnit;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the types of a {@link TypedPipeline} do not say about it. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface PipelineDefinition {
    /** Its name in the network and its path: letters, digits, {@code .}, {@code _} and {@code -}. */
    String name();

    /** A sentence for those who look for it. */
    String description() default "";

    /** What is counted. Nodes that know only the second as unit charge by the second. */
    PricingUnit unit() default PricingUnit.SECOND;

    /** In wei, at least 0; the operator's {@code CAPABILITY_PRICE_PER_UNIT} comes before it. */
    long pricePerUnit() default 0;
}
