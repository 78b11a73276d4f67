package io.headrace.models.frame;

/**
 * One thing that may be set on a pipeline, for people and for forms.
 *
 * @param name in the JSON of parameters
 * @param values that it takes, such as {@code 0..1}
 * @param usual when it is not said
 * @param meaning a sentence
 */
public record ParameterRange(String name, String values, String usual, String meaning) {}
