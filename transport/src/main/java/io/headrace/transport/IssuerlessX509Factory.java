package io.headrace.transport;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.NoSuchProviderException;
import java.security.cert.CRL;
import java.security.cert.CRLException;
import java.security.cert.CertPath;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateFactorySpi;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/**
 * The JDK's reader of certificates, helped where it refuses one that is held whole in memory, as TLS holds them. Public
 * because security providers are made by name.
 */
public final class IssuerlessX509Factory extends CertificateFactorySpi {
    private final CertificateFactory strict;
    private final CertificateFactorySpi lenient =
            new org.bouncycastle.jcajce.provider.asymmetric.x509.CertificateFactory();

    public IssuerlessX509Factory() throws CertificateException, NoSuchProviderException {
        this.strict = CertificateFactory.getInstance("X.509", "SUN");
    }

    @Override
    public Certificate engineGenerateCertificate(InputStream in) throws CertificateException {
        if (!(in instanceof ByteArrayInputStream whole)) {
            return strict.generateCertificate(in);
        }
        whole.mark(Integer.MAX_VALUE);
        try {
            return strict.generateCertificate(whole);
        } catch (CertificateException refused) {
            whole.reset();
            var certificate = lenient.engineGenerateCertificate(whole);
            if (certificate == null) {
                throw refused;
            }
            return certificate;
        }
    }

    @Override
    public Collection<? extends Certificate> engineGenerateCertificates(InputStream in) throws CertificateException {
        return strict.generateCertificates(in);
    }

    @Override
    public CRL engineGenerateCRL(InputStream in) throws CRLException {
        return strict.generateCRL(in);
    }

    @Override
    public Collection<? extends CRL> engineGenerateCRLs(InputStream in) throws CRLException {
        return strict.generateCRLs(in);
    }

    @Override
    public CertPath engineGenerateCertPath(InputStream in) throws CertificateException {
        return strict.generateCertPath(in);
    }

    @Override
    public CertPath engineGenerateCertPath(InputStream in, String encoding) throws CertificateException {
        return strict.generateCertPath(in, encoding);
    }

    @Override
    public CertPath engineGenerateCertPath(List<? extends Certificate> certificates) throws CertificateException {
        return strict.generateCertPath(certificates);
    }

    @Override
    public Iterator<String> engineGetCertPathEncodings() {
        return strict.getCertPathEncodings();
    }
}
