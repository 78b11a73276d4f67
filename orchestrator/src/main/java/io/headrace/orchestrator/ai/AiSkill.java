package io.headrace.orchestrator.ai;

/**
 * What one permit of an AI worker is for.
 *
 * @param capability its number on the wire
 */
record AiSkill(int capability, String model) {}
