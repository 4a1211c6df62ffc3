package dev.holdfast.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SelfSignedCertificateTest {

  @ParameterizedTest
  @EnumSource(KeyType.class)
  void theJdkReadsTheCertificateAndItsSignatureIsGood(KeyType type) throws Exception {
    X509Certificate certificate = SelfSignedCertificate.create(type).certificate();
    assertThat(certificate.getVersion()).isEqualTo(3);
    assertThat(certificate.getSubjectAlternativeNames())
        .containsExactly(List.<Object>of(2, "localhost"));
    assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=localhost");
    assertThatCode(() -> certificate.verify(certificate.getPublicKey())).doesNotThrowAnyException();
  }

  @Test
  void isValidForDecadesWhateverTheClockSays() {
    X509Certificate certificate = SelfSignedCertificate.create(KeyType.P521).certificate();
    for (String date :
        List.of("2000-01-02T00:00:00Z", "2026-01-01T00:00:00Z", "2049-12-30T00:00:00Z")) {
      assertThatCode(() -> certificate.checkValidity(Date.from(Instant.parse(date))))
          .as(date)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void neverPrintsItsKey() {
    SelfSignedCertificate identity = SelfSignedCertificate.create(KeyType.P256);
    assertThat(identity).hasToString("SelfSignedCertificate[SHA256withECDSA]");
  }

  @Test
  void twoProcessesHaveDifferentCertificates() {
    assertThat(SelfSignedCertificate.create(KeyType.P256).certificate().getSerialNumber())
        .isNotEqualTo(SelfSignedCertificate.create(KeyType.P256).certificate().getSerialNumber());
  }
}
