package io.headrace.media;

/**
 * One transcoded segment of one rendition.
 *
 * @param pixels what was encoded, the quantity that is billed
 */
public record RenditionSegment(Profile profile, PixelCount pixels, MediaBytes bytes) {}
