package dev.holdfast.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CleanTextTest {

  @Test
  void goodTextIsLeftAlone() {
    String text = "disk \u00e4 \u20ac \ud83d\ude00 \u0000";
    assertThat(CleanText.of(text)).isSameAs(text);
  }

  @Test
  void loneSurrogatesAreReplacedWhereverTheyStand() {
    assertThat(CleanText.of("\udc00a\ud800b\ud800\ud83d\ude00\ud800"))
        .isEqualTo("\ufffda\ufffdb\ufffd\ud83d\ude00\ufffd");
  }
}
