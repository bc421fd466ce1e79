# Once, if there is no key pair yet. The private key stays on your backend.
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out brand-private.pem

# What iAdvize gets for the site: -----BEGIN PUBLIC KEY-----
openssl pkey -in brand-private.pem -pubout -out brand-public.pem

# Do they belong together? The same digest twice: yes.
openssl pkey -in brand-private.pem -pubout -outform DER | openssl dgst -sha256
openssl pkey -pubin -in brand-public.pem -outform DER | openssl dgst -sha256
