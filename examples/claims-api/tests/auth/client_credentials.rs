// Stands for the test that the model cites as evidence of `oauth_cc`: a token request without valid client
// credentials is refused. In a real repository the test itself would be here.
